package dev.logferry.forwarder.testing;

import dev.logferry.forwarder.bulk.InvocationTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only when somebody waits, and remembers each wait. */
public final class RecordedTime implements InvocationTime {

  private Duration remaining;
  private final List<Duration> pauses = new ArrayList<>();

  public RecordedTime(Duration remaining) {
    this.remaining = remaining;
  }

  @Override
  public Duration remaining() {
    return remaining;
  }

  @Override
  public void pause(Duration duration) {
    pauses.add(duration);
    remaining = remaining.minus(duration);
  }

  /** How long was waited, each time. */
  public List<Duration> pauses() {
    return List.copyOf(pauses);
  }
}
