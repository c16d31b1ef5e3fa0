package dev.logferry.forwarder.document.error.stacktrace;

import dev.logferry.forwarder.json.Utf8;

/** An exception's type and message, as offsets into the text. Reused for the next trace. */
public final class Head {

  int typeStart;
  int typeEnd;
  int messageStart;
  int messageEnd;

  /** The exception that this one is the cause of; only .NET's form needs it. */
  int outer;

  void clear() {
    set(0, 0, 0, 0);
    outer = 0;
  }

  void set(int typeStart, int typeEnd, int messageStart, int messageEnd) {
    this.typeStart = typeStart;
    this.typeEnd = Math.max(typeStart, typeEnd);
    this.messageStart = messageStart;
    this.messageEnd = Math.max(messageStart, messageEnd);
  }

  void set(Head other) {
    set(other.typeStart, other.typeEnd, other.messageStart, other.messageEnd);
  }

  public boolean hasType() {
    return typeEnd > typeStart;
  }

  /** The type as a slice of the text that it was read from; empty if there is none. */
  public Utf8 type(byte[] bytes) {
    return new Utf8(bytes, typeStart, typeEnd);
  }

  /** The message, without blanks and line breaks around it. */
  public Utf8 message(byte[] bytes) {
    return new Utf8(bytes, messageStart, messageEnd).strip();
  }
}
