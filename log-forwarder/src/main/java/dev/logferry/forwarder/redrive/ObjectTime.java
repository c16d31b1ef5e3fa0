package dev.logferry.forwarder.redrive;

import dev.logferry.forwarder.InvocationTime;
import java.time.Duration;

/**
 * The time that one object has: the invocation's, but not all of it, so that one object cannot use
 * up the time of all.
 *
 * @param whole the invocation's time
 * @param keptBack what the invocation shall have left when the object's time is up
 */
record ObjectTime(InvocationTime whole, Duration keptBack) implements InvocationTime {

  /** Beginning now. */
  static ObjectTime within(InvocationTime whole, Duration longest) {
    Duration keptBack = whole.remaining().minus(longest);
    return new ObjectTime(whole, keptBack.isNegative() ? Duration.ZERO : keptBack);
  }

  @Override
  public Duration remaining() {
    return whole.remaining().minus(keptBack);
  }

  @Override
  public void pause(Duration duration) throws InterruptedException {
    whole.pause(duration);
  }
}
