package dev.logferry.forwarder.json;

/** Writes what a tape has read as JSON on one line. */
public final class JsonTapeWriter {

  private JsonTapeWriter() {}

  /** Appends a value. Halves of surrogate pairs become U+FFFD, line ends between values go. */
  public static void write(JsonTape tape, int value, Utf8Buffer to) {
    if (tape.isOnSeveralLines() || tape.hasLoneSurrogates()) {
      writeEach(tape, value, to);
      return;
    }
    int quote = tape.kind(value) == JsonKind.STRING ? 1 : 0;
    to.append(tape.bytes(), tape.start(value) - quote, tape.end(value) + quote);
  }

  private static void writeEach(JsonTape tape, int value, Utf8Buffer to) {
    switch (tape.kind(value)) {
      case OBJECT, ARRAY -> {
        boolean object = tape.kind(value) == JsonKind.OBJECT;
        to.append(object ? '{' : '[');
        for (int inner = value + 1; inner < tape.next(value); inner = tape.next(inner)) {
          if (inner > value + 1) {
            to.append(',');
          }
          if (object) {
            writeString(tape.bytes(), tape.nameStart(inner), tape.nameEnd(inner), to);
            to.append(':');
          }
          writeEach(tape, inner, to);
        }
        to.append(object ? '}' : ']');
      }
      case STRING -> writeString(tape.bytes(), tape.start(value), tape.end(value), to);
      default -> to.append(tape.bytes(), tape.start(value), tape.end(value));
    }
  }

  private static void writeString(byte[] bytes, int start, int end, Utf8Buffer to) {
    to.append('"');
    canonical(bytes, start, end, to);
    to.append('"');
  }

  /** Appends a string's inside with those escapes alone that JSON needs. */
  public static void canonical(byte[] bytes, int start, int end, Utf8Buffer to) {
    Utf8Buffer text = new Utf8Buffer(end - start);
    JsonStrings.unescape(bytes, start, end, text);
    JsonStrings.escape(text.from(0), to);
  }
}
