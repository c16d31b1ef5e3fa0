package dev.logferry.forwarder.decode;

/**
 * What reading on in a payload yields: an event, the end, or the news that the rest is unreadable.
 */
public sealed interface Next permits LogEvent, Next.EndOfEvents, Malformed {

  /** The payload was read to its last byte and every check on it held. */
  record EndOfEvents() implements Next {}
}
