package dev.logferry.forwarder.document;

import java.util.List;

/**
 * A parsed JSON value that keeps what a map-based tree would lose: numbers as they were written,
 * and members whose name stands twice. Own code instead of a library's tree, whose classes cost
 * start-up time (docs/rationale/forwarder.md, "Why an own JSON tree?").
 */
sealed interface Json {

  /** Members in the order they were written; names may repeat. */
  record JsonObject(List<Member> members) implements Json {}

  record Member(String name, Json value) {}

  record JsonArray(List<Json> elements) implements Json {}

  record JsonString(String value) implements Json {}

  /** A number as the text that stood in the line. */
  record JsonNumber(String literal) implements Json {}

  record JsonBoolean(boolean value) implements Json {}

  record JsonNull() implements Json {}
}
