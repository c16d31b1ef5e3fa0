package dev.logferry.api.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Compares answers with what the document says of them, and remembers what it has seen. */
final class Conformance {

  /** What belongs to HTTP/1.1 and not to the API. */
  private static final Set<String> PROTOCOL_HEADERS =
      Set.of("date", "connection", "content-length", "content-type", "transfer-encoding");

  private final OpenApiDocument document;
  private final Set<String> headersSeen = new HashSet<>();
  private final Set<String> problemsSeen = new HashSet<>();

  Conformance(OpenApiDocument document) {
    this.document = document;
  }

  /** Where the schemas of the headers stand that answers had. */
  Set<String> headersSeen() {
    return headersSeen;
  }

  /** Types of the problems that were answered. */
  Set<String> problemsSeen() {
    return problemsSeen;
  }

  /** What is wrong with an answer; empty if it is as documented. */
  List<String> violations(Operation operation, Answer answer) {
    Optional<DocumentedResponse> documented = operation.response(answer.status());
    if (documented.isEmpty()) {
      return List.of("undocumented status " + answer.status());
    }
    DocumentedResponse response = documented.get();
    List<String> violations = new ArrayList<>();
    headers(response, answer, violations);
    body(response, answer, violations);
    trace(answer, violations);
    problemsSeen.add(answer.problem());
    return violations;
  }

  private void headers(DocumentedResponse response, Answer answer, List<String> violations) {
    response.headers().entrySet().stream()
        .filter(header -> header.getValue().required())
        .filter(header -> answer.header(header.getKey()).isEmpty())
        .forEach(header -> violations.add("no header " + header.getKey()));
    for (Map.Entry<String, List<String>> header : answer.headers().entrySet()) {
      if (!PROTOCOL_HEADERS.contains(header.getKey().toLowerCase(java.util.Locale.ROOT))) {
        header(response, header.getKey(), header.getValue(), violations);
      }
    }
  }

  private void header(
      DocumentedResponse response, String name, List<String> values, List<String> violations) {
    DocumentedResponse.Header documented = response.headers().get(name);
    if (documented == null) {
      violations.add("undocumented header " + name + ": " + values);
      return;
    }
    if (values.size() > 1) {
      violations.add("header " + name + " twice: " + values);
    }
    headersSeen.add(documented.schemaPointer());
    document
        .schemas()
        .violations(documented.schemaPointer(), StringNode.valueOf(values.getFirst()))
        .forEach(violation -> violations.add("header " + name + ": " + violation));
  }

  private void body(DocumentedResponse response, Answer answer, List<String> violations) {
    // The server library doesn't always tell the method of a head that it can't read to its end.
    boolean unread = answer.status() == 414 || answer.text().contains("RFC 9112");
    boolean head = answer.method().equals("HEAD") && !(unread && answer.body().length > 0);
    if ((head || response.content().isEmpty()) && answer.body().length > 0) {
      violations.add("a body where none belongs: " + answer.text());
    }
    if (response.content().isEmpty()) {
      return;
    }
    String schema = response.content().get(answer.mediaType());
    if (schema == null) {
      violations.add("undocumented content type '" + answer.mediaType() + "'");
    } else if (!head) {
      JsonNode value = answer.isJson() ? answer.json() : StringNode.valueOf(answer.text());
      violations.addAll(document.schemas().violations(schema, value));
    }
  }

  private static void trace(Answer answer, List<String> violations) {
    if (answer.problem().isEmpty()) {
      return;
    }
    String traceparent = answer.header("traceparent").orElse("none");
    String traceId = answer.json().path("traceId").asString("");
    if (!traceparent.contains(traceId)) {
      violations.add("trace id %s, but traceparent %s".formatted(traceId, traceparent));
    }
  }
}
