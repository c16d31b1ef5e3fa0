package dev.logferry.forwarder.json;

import java.nio.charset.StandardCharsets;

/**
 * Writes JSON from left to right, on one line. The caller begins and ends objects and arrays in
 * pairs. Instead of Jackson's generator, whose classes would lengthen every cold start. Not
 * thread-safe.
 */
public final class JsonWriter {

  private static final int MICROSECONDS = 1000; // in a millisecond

  private final Utf8Buffer out = new Utf8Buffer(1024);
  private boolean commaIsDue;

  public void beginObject() {
    begin('{');
  }

  public void endObject() {
    end('}');
  }

  public void beginArray() {
    begin('[');
  }

  public void endArray() {
    end(']');
  }

  /** The name of a member, whose value comes next. */
  public void name(String name) {
    string(name);
    out.append(':');
    commaIsDue = false;
  }

  public void string(String value) {
    separate();
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    out.append('"');
    JsonStrings.escape(utf8, 0, utf8.length, out);
    out.append('"');
  }

  /** A value that is JSON already, in ASCII and on one line. */
  public void json(String value) {
    separate();
    out.appendAscii(value);
  }

  public void number(long value) {
    separate();
    out.appendAscii(Long.toString(value));
  }

  /** Writes microseconds, not negative, as milliseconds with three decimals. */
  public void milliseconds(long microseconds) {
    number(microseconds / MICROSECONDS);
    out.append('.');
    String decimals = Long.toString(MICROSECONDS + microseconds % MICROSECONDS);
    out.appendAscii(decimals.substring(1));
  }

  public void member(String name, String value) {
    name(name);
    string(value);
  }

  public void member(String name, long value) {
    name(name);
    number(value);
  }

  /** What was written. */
  @Override
  public String toString() {
    return out.from(0).toString();
  }

  private void begin(char bracket) {
    separate();
    out.append(bracket);
    commaIsDue = false;
  }

  private void end(char bracket) {
    out.append(bracket);
    commaIsDue = true;
  }

  /** Before each value and name. */
  private void separate() {
    if (commaIsDue) {
      out.append(',');
    }
    commaIsDue = true;
  }
}
