package dev.logferry.forwarder.document.fields;

import dev.logferry.forwarder.json.JsonStrings;
import dev.logferry.forwarder.json.JsonTape;
import dev.logferry.forwarder.json.Utf8Buffer;

/**
 * A member's name as it is to be written: without escapes that it does not need, so that equal
 * names are equal bytes. Can be set again; the bytes stay valid until the document is written.
 */
final class MemberName {

  private byte[] bytes = {};
  private int start;
  private int end;
  private boolean escaped;
  private Utf8Buffer text = new Utf8Buffer(0);

  void set(JsonTape tape, int member) {
    set(tape, member, tape.nameStart(member));
  }

  /**
   * @param from where in the name to begin
   */
  void set(JsonTape tape, int member, int from) {
    bytes = tape.bytes();
    start = from;
    end = tape.nameEnd(member);
    escaped = tape.isNameEscaped(member);
    if (escaped) {
      text = new Utf8Buffer(end - start);
      JsonStrings.unescape(bytes, start, end, text);
      Utf8Buffer written = new Utf8Buffer(end - start);
      JsonStrings.escape(text.from(0), written);
      bytes = written.bytes();
      start = 0;
      end = written.length();
    }
  }

  byte[] bytes() {
    return bytes;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  boolean isUsable() {
    return escaped
        ? FieldNames.isUsable(text.bytes(), 0, text.length())
        : FieldNames.isUsable(bytes, start, end);
  }

  boolean isUsableInFlattened() {
    return escaped
        ? FieldNames.isUsableInFlattened(text.bytes(), 0, text.length())
        : FieldNames.isUsableInFlattened(bytes, start, end);
  }
}
