package dev.logferry.forwarder.elasticsearch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that is rotated outside of the forwarder: credentials or certificates. Read when it is
 * first needed, again when its time to live has ended, and again when the cluster rejects it. What
 * is read again and equal stays the same object. Thread-safe.
 *
 * @param <T> compared by {@link Object#equals}
 */
public final class Renewed<T> implements Supplier<T> {

  /**
   * The shortest time between two readings for the same reason, so that a cluster that rejects
   * everything does not make every request read a secret.
   */
  static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(10);

  private final Supplier<T> source;
  private final Duration timeToLive;
  private final InstantSource clock;
  private @Nullable T current;
  private Instant readAgain = Instant.MIN;
  private Instant heedRejections = Instant.MIN;

  /**
   * @param source reads it; fails with an unchecked exception if it is unavailable
   * @param timeToLive how long it is used before it is read again
   * @param clock wall time, which goes on while a SnapStart snapshot or a frozen environment rests
   */
  public Renewed(Supplier<T> source, Duration timeToLive, InstantSource clock) {
    this.source = source;
    this.timeToLive = timeToLive;
    this.clock = clock;
  }

  @Override
  public synchronized T get() {
    T known = current;
    if (known == null) {
      return read();
    }
    if (clock.instant().isBefore(readAgain)) {
      return known;
    }
    try {
      return read();
    } catch (RuntimeException _) {
      readAgain = clock.instant().plus(SHORTEST_INTERVAL);
      return known; // what was good until now is a better guess than none
    }
  }

  /**
   * Reads it again, unless another thread has done so since, or a rejection led to a reading just
   * now.
   *
   * @param rejected what the cluster rejected
   * @return whether there is another one now; false if it cannot be read
   */
  synchronized boolean differsFrom(T rejected) {
    T known = current;
    if (known != null && !known.equals(rejected)) {
      return true;
    }
    Instant now = clock.instant();
    if (now.isBefore(heedRejections)) {
      return false;
    }
    heedRejections = now.plus(SHORTEST_INTERVAL);
    try {
      return !read().equals(rejected);
    } catch (RuntimeException _) {
      return false; // the rejection says more than a secret that cannot be read for a moment
    }
  }

  private T read() {
    T read = source.get();
    if (current == null || !read.equals(current)) {
      current = read;
    }
    readAgain = clock.instant().plus(timeToLive);
    return current == null ? read : current;
  }
}
