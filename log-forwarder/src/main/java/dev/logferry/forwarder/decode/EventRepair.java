package dev.logferry.forwarder.decode;

/** A defect of one event that was put right, so that it costs no other event of its payload. */
public enum EventRepair {
  /** Half of a surrogate pair in the message was replaced by U+FFFD. */
  SURROGATE,
  /** Bytes of the message that are not UTF-8 were replaced by U+FFFD. */
  ENCODING,
  /** There was no message, or one that is not a text: it is empty, or its JSON. */
  MESSAGE,
  /** There was no time: it was taken from the event's id, from the event before, or is 1970. */
  TIMESTAMP
}
