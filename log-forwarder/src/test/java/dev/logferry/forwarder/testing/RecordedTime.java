package dev.logferry.forwarder.testing;

import dev.logferry.forwarder.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only when somebody waits, and remembers each wait. Thread-safe. */
public final class RecordedTime implements Deadline {

  private Duration remaining;
  private final List<Duration> pauses = new ArrayList<>();

  public RecordedTime(Duration remaining) {
    this.remaining = remaining;
  }

  @Override
  public synchronized Duration remaining() {
    return remaining;
  }

  @Override
  public synchronized void sleep(Duration duration) {
    pauses.add(duration);
    remaining = remaining.minus(duration);
  }

  /** How long was waited, each time. */
  public synchronized List<Duration> pauses() {
    return List.copyOf(pauses);
  }
}
