package dev.logferry.forwarder.document;

import java.util.List;

/**
 * A JSON value for tests that make lines: numbers stay as they are written, and the name of a
 * member may stand twice.
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
