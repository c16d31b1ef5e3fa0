package dev.logferry.forwarder;

import java.time.Duration;

/** A deadline before another one. */
record EarlierDeadline(Deadline later, Duration reserve) implements Deadline {

  @Override
  public Duration remaining() {
    return later.remaining().minus(reserve);
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    later.sleep(duration);
  }
}
