package dev.logferry.forwarder.deadletter;

import java.io.IOException;

/** An object is no dead letter object, or not a whole one. Says where, and quotes no content. */
public final class MalformedDeadLetters extends IOException {

  private static final long serialVersionUID = 1;

  MalformedDeadLetters(int line, String what) {
    super("line %d of the dead letter object: %s".formatted(line, what));
  }

  MalformedDeadLetters(int line, String what, Throwable cause) {
    super("line %d of the dead letter object: %s".formatted(line, what), cause);
  }
}
