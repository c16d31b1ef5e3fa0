package dev.logferry.forwarder.redrive;

import dev.logferry.forwarder.redrive.Outcome.Left;
import dev.logferry.forwarder.redrive.Outcome.Settled;

/**
 * Whether it is worth going on. Until one object was delivered, the first failure ends it: a
 * cluster in trouble gets one object and not thousands. After that, some failures in a row do.
 * Objects that tell nothing of the cluster, such as those that cannot be decoded, count neither
 * way.
 */
final class CircuitBreaker {

  private static final int TELLING_FAILURES = 3;

  private boolean proven;
  private int failuresInARow;
  private String stopped = "";

  synchronized void ended(Outcome outcome) {
    if (outcome instanceof Settled(Delivered delivered) && delivered.reached()) {
      proven = true;
      failuresInARow = 0;
    } else if (outcome instanceof Left left) {
      switch (left.cause()) {
        case ITS_KIND -> {}
        case DELIVERY -> failed(left.why());
        case DELETION -> stop("an object " + left.why());
      }
    }
  }

  private void failed(String why) {
    failuresInARow++;
    if (!proven) {
      stop("the first object tried was not delivered: " + why);
    } else if (failuresInARow >= TELLING_FAILURES) {
      stop("%d objects in a row were not delivered, the last: %s".formatted(failuresInARow, why));
    }
  }

  /** Begins no more objects. */
  synchronized void stop(String why) {
    if (stopped.isEmpty()) {
      stopped = why;
    }
  }

  /** Whether an object was delivered, so that several can be tried at once. */
  synchronized boolean proven() {
    return proven;
  }

  /** Why nothing more is begun; empty as long as it is worth trying. */
  synchronized String stopped() {
    return stopped;
  }
}
