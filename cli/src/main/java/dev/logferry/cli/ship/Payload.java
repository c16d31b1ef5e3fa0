package dev.logferry.cli.ship;

import dev.logferry.cli.events.LineRange;

/** One payload, encoded and ready to be posted to Lambda. */
final class Payload {
  private final byte[] lambdaEvent;
  private final int events;
  private final LineRange lines;

  Payload(byte[] lambdaEvent, int events, LineRange lines) {
    this.lambdaEvent = lambdaEvent;
    this.events = events;
    this.lines = lines;
  }

  /** The body of the invocation. The caller must not change it. */
  byte[] lambdaEvent() {
    return lambdaEvent;
  }

  /** How many log events it holds. */
  int events() {
    return events;
  }

  /** The lines that it came from. */
  LineRange lines() {
    return lines;
  }
}
