package dev.logferry.api.contract;

import java.util.List;
import java.util.Map;

/**
 * What the document tells of one method of one path.
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

  List<Parameter> in(Parameter.Place place) {
    return parameters.stream().filter(parameter -> parameter.place() == place).toList();
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
