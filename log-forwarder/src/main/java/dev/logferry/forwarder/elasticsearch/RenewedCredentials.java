package dev.logferry.forwarder.elasticsearch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Credentials that are read when they are first needed, again when they have grown old, and again
 * when they are refused.
 */
public final class RenewedCredentials implements Supplier<Credentials> {

  private final Supplier<Credentials> source;
  private final Duration timeToLive;
  private final InstantSource clock;
  private @Nullable Credentials current;
  private Instant readAt = Instant.MIN;

  /**
   * @param source reads them; fails with an unchecked exception if they cannot be had
   * @param timeToLive how long they are used before they are read again
   * @param clock wall time, which goes on while a SnapStart snapshot or a frozen environment rests
   */
  public RenewedCredentials(
      Supplier<Credentials> source, Duration timeToLive, InstantSource clock) {
    this.source = source;
    this.timeToLive = timeToLive;
    this.clock = clock;
  }

  @Override
  public synchronized Credentials get() {
    Credentials known = current;
    if (known == null) {
      return read();
    }
    if (clock.instant().isBefore(readAt.plus(timeToLive))) {
      return known;
    }
    try {
      return read();
    } catch (RuntimeException _) {
      return known; // what was good until now is a better guess than none
    }
  }

  /**
   * Reads them again, unless another thread has done so since.
   *
   * @param refused those that the cluster refused
   * @return whether there are other ones now
   */
  synchronized boolean differFrom(Credentials refused) {
    Credentials known = current;
    if (known != null && !known.equals(refused)) {
      return true;
    }
    return !read().equals(refused);
  }

  private Credentials read() {
    Credentials read = source.get();
    current = read;
    readAt = clock.instant();
    return read;
  }
}
