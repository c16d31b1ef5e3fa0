package dev.logferry.forwarder.document.fields;

import dev.logferry.forwarder.document.time.Moment;
import dev.logferry.forwarder.document.time.TimeReader;
import dev.logferry.forwarder.json.JsonKind;
import dev.logferry.forwarder.json.JsonNumbers;
import dev.logferry.forwarder.json.JsonStrings;
import dev.logferry.forwarder.json.JsonTape;
import dev.logferry.forwarder.json.JsonTapeWriter;
import dev.logferry.forwarder.json.Utf8;
import dev.logferry.forwarder.json.Utf8Buffer;

/**
 * A value of a line in the kind that its field has: {@code "trace.id":7} becomes a text, {@code
 * "http.response.status_code":"500"} a number. So a field keeps one type, whatever single lines
 * say. Can be set again; not thread-safe.
 */
final class TypedValue {

  private final TimeReader times;
  private final Moment moment = new Moment();

  /** Values that do not stand in the line as they are to be written. */
  private final Utf8Buffer made = new Utf8Buffer(1_024);

  private JsonKind kind = JsonKind.NULL;
  private byte[] bytes = {};
  private int start;
  private int end;

  TypedValue(TimeReader times) {
    this.times = times;
  }

  /** To be called when the document that holds the values was written. */
  void clear() {
    made.clear(64 * 1024);
  }

  JsonKind kind() {
    return kind;
  }

  /** Puts the value at a field. */
  void putInto(FieldTree tree, int field) {
    tree.set(field, kind, bytes, start, end);
  }

  /** Whether the same value stands at a field. */
  boolean standsAt(FieldTree tree, int field) {
    return tree.sameValue(field, kind, bytes, start, end);
  }

  /** Becomes a single value as it is written. */
  void set(JsonTape tape, int value) {
    kind = tape.kind(value);
    bytes = tape.bytes();
    start = tape.start(value);
    end = tape.end(value);
    if (tape.hasLoneSurrogate(value)) {
      int from = made.length();
      JsonTapeWriter.canonical(bytes, start, end, made);
      become(JsonKind.STRING, from);
    }
  }

  /** Becomes the JSON of a value, as a text. */
  void setJsonText(JsonTape tape, int value) {
    Utf8Buffer json = new Utf8Buffer(64);
    JsonTapeWriter.write(tape, value, json);
    int from = made.length();
    JsonStrings.escape(json.from(0), made);
    become(JsonKind.STRING, from);
  }

  /**
   * Becomes a single value, brought into the kind of a type.
   *
   * @return whether it could be; if not, the value is as it is written
   */
  boolean set(JsonTape tape, int value, EcsType type) {
    set(tape, value);
    return switch (type) {
      case NONE, ANY -> true;
      case OBJECT -> false;
      case TEXT -> toText();
      case WHOLE_NUMBER, FRACTION -> isNumber() || toNumber();
      case BOOLEAN -> kind == JsonKind.TRUE || kind == JsonKind.FALSE || toBoolean();
      case DATE -> toDate();
      case IP -> kind == JsonKind.STRING && Addresses.isAddress(bytes, start, end);
    };
  }

  boolean isNumber() {
    return kind == JsonKind.WHOLE_NUMBER || kind == JsonKind.FRACTION;
  }

  /** Whether dynamic mapping has a type for it: true unless it is a number of absurd size. */
  boolean fitsMapping() {
    return !isNumber() || Numbers.fitsMapping(kind, bytes, start, end);
  }

  private boolean toText() {
    kind = JsonKind.STRING; // a number or literal has nothing to escape
    return true;
  }

  private boolean toNumber() {
    if (kind != JsonKind.STRING || JsonNumbers.end(bytes, start, end) != end) {
      return false;
    }
    boolean whole = JsonNumbers.isWhole(bytes, start, end);
    kind = whole ? JsonKind.WHOLE_NUMBER : JsonKind.FRACTION;
    return end - start <= JsonNumbers.MAX_BYTES;
  }

  private boolean toBoolean() {
    if (kind != JsonKind.STRING) {
      return false;
    }
    String word = new Utf8(bytes, start, end).toString();
    if (word.equals("true") || word.equals("false")) {
      kind = word.equals("true") ? JsonKind.TRUE : JsonKind.FALSE;
      return true;
    }
    return false;
  }

  /** A time is written in the form that every date field reads, unless it is a date alone. */
  private boolean toDate() {
    boolean time =
        kind == JsonKind.STRING
            ? times.read(new Utf8(bytes, start, end), moment)
            : isNumber() && times.readEpoch(bytes, start, end, moment);
    if (!time) {
      return kind == JsonKind.STRING && isDateAlone();
    }
    int from = made.length();
    moment.appendTo(made);
    become(JsonKind.STRING, from);
    return true;
  }

  /** {@code 2026-11-28} */
  private boolean isDateAlone() {
    if (end - start != 10) {
      return false;
    }
    for (int at = start; at < end; at++) {
      boolean dash = at == start + 4 || at == start + 7;
      if (dash ? bytes[at] != '-' : bytes[at] < '0' || bytes[at] > '9') {
        return false;
      }
    }
    return true;
  }

  private void become(JsonKind newKind, int from) {
    kind = newKind;
    bytes = made.bytes();
    start = from;
    end = made.length();
  }
}
