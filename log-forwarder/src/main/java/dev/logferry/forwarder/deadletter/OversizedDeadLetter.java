package dev.logferry.forwarder.deadletter;

import java.io.IOException;

/**
 * A line of a dead letter object is too long for the memory, so the object has to be left alone.
 */
public final class OversizedDeadLetter extends IOException {

  private static final long serialVersionUID = 1;

  OversizedDeadLetter(int line, int maxLineBytes) {
    super(
        "line %d of the dead letter object has more than %d bytes, so it is left alone: no forwarder writes such a line"
            .formatted(line, maxLineBytes));
  }
}
