package dev.logferry.api.contract;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the document says about one method of one path.
 *
 * @param method in upper case
 * @param path with parameter names in braces
 * @param responses by status
 */
record Operation(
    String method,
    String path,
    String operationId,
    List<Parameter> parameters,
    Map<Integer, DocumentedResponse> responses) {

  /** The status under which the response for all statuses that are not listed stands. */
  static final int ANY_OTHER = 0;

  /** The same by HEAD, which the document describes once for all paths. */
  Operation asHead() {
    return new Operation("HEAD", path, operationId + "ByHead", parameters, responses);
  }

  /** What the document says about a status. */
  Optional<DocumentedResponse> response(int status) {
    return Optional.ofNullable(responses.getOrDefault(status, responses.get(ANY_OTHER)));
  }

  /** Every status that a request without a fault of the service can lead to. */
  Stream<Integer> statuses() {
    return Stream.concat(
            responses.keySet().stream().filter(status -> status != ANY_OTHER),
            Stream.of(405, 413, 414))
        .filter(status -> !Recipe.needsFault(status));
  }

  List<Parameter> in(Parameter.Place place) {
    return parameters.stream().filter(parameter -> parameter.place() == place).toList();
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
