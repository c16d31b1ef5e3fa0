package dev.logferry.forwarder.deadletter;

import java.io.IOException;

/** An object is of a form that a newer release wrote. It is whole, so it has to be left alone. */
public final class NewerDeadLetters extends IOException {

  private static final long serialVersionUID = 1;

  NewerDeadLetters(int version) {
    super(
        "has version %d of the form of dead letters, but this release reads up to %d: use a newer release"
            .formatted(version, DeadLetterHeader.VERSION));
  }
}
