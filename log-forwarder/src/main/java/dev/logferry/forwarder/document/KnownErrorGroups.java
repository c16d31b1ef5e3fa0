package dev.logferry.forwarder.document;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * The error groups that this instance need not write: those that Elasticsearch has, and those in
 * flight. Bounded; when it is full it forgets everything, which costs one item for each group.
 * Thread-safe.
 */
public final class KnownErrorGroups {

  /** A group that was deleted with an old index is written again within a day. */
  private static final Duration KNOWN_FOR = Duration.ofHours(24);

  /** No invocation takes longer, so what was in flight then was lost. */
  private static final Duration IN_FLIGHT_FOR = Duration.ofMinutes(15);

  private static final int MOST = 10_000;

  private final InstantSource clock;
  private final Map<String, Instant> knownUntil = new HashMap<>();

  public KnownErrorGroups(InstantSource clock) {
    this.clock = clock;
  }

  /** The time at which a group's document is written. */
  Instant now() {
    return clock.instant();
  }

  /** Whether the group has to be written; if so, the caller is the one who does it. */
  synchronized boolean claim(String group) {
    Instant now = clock.instant();
    Instant until = knownUntil.get(group);
    if (until != null && now.isBefore(until)) {
      return false;
    }
    if (knownUntil.size() >= MOST) {
      knownUntil.clear();
    }
    knownUntil.put(group, now.plus(IN_FLIGHT_FOR));
    return true;
  }

  /** Elasticsearch has the group. */
  synchronized void known(String group) {
    knownUntil.put(group, clock.instant().plus(KNOWN_FOR));
  }

  /** The group could not be written: its next event tries again. */
  synchronized void forget(String group) {
    knownUntil.remove(group);
  }
}
