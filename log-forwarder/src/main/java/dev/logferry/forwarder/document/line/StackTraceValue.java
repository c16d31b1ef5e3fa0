package dev.logferry.forwarder.document.line;

import dev.logferry.forwarder.document.fields.DocumentFields;
import dev.logferry.forwarder.document.fields.FieldPath;
import dev.logferry.forwarder.json.JsonKind;
import dev.logferry.forwarder.json.JsonStrings;
import dev.logferry.forwarder.json.JsonTape;
import dev.logferry.forwarder.json.JsonTapeWriter;
import dev.logferry.forwarder.json.Utf8Buffer;

/** A stack trace as a text, whether a logger writes it as one or as a list of lines or frames. */
final class StackTraceValue {

  private static final int KEPT_BYTES = 16 * 1024;

  private final Utf8Buffer lines = new Utf8Buffer(1_024);

  /** Fills a field with the stack trace that a member is; false if it is none. */
  boolean fill(DocumentFields fields, FieldPath field, JsonTape tape, int member) {
    JsonKind kind = tape.kind(member);
    if (kind == JsonKind.STRING) {
      return tape.start(member) < tape.end(member) && fields.fill(field, tape, member);
    }
    if (kind != JsonKind.ARRAY || tape.next(member) == member + 1) {
      return false;
    }
    lines.clear(KEPT_BYTES);
    for (int element = member + 1; element < tape.next(member); element = tape.next(element)) {
      if (lines.length() > 0) {
        lines.append('\n');
      }
      line(tape, element);
    }
    return fields.fill(field, lines.from(0));
  }

  private void line(JsonTape tape, int element) {
    if (tape.kind(element) == JsonKind.STRING) {
      JsonStrings.unescape(tape.bytes(), tape.start(element), tape.end(element), lines);
    } else if (tape.kind(element) == JsonKind.OBJECT && tape.member(element, "class") >= 0) {
      frame(tape, element);
    } else {
      JsonTapeWriter.write(tape, element, lines);
    }
  }

  /** A frame of log4j2 or JBoss, as Java itself prints it. */
  private void frame(JsonTape tape, int frame) {
    lines.appendAscii("\tat ");
    append(tape, tape.member(frame, "class"));
    lines.append('.');
    append(tape, tape.member(frame, "method"));
    lines.append('(');
    append(tape, tape.member(frame, "file"));
    lines.append(':');
    append(tape, tape.member(frame, "line"));
    lines.append(')');
  }

  private void append(JsonTape tape, int member) {
    if (member >= 0 && tape.kind(member) != JsonKind.OBJECT) {
      JsonStrings.unescape(tape.bytes(), tape.start(member), tape.end(member), lines);
    }
  }
}
