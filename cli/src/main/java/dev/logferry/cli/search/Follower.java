package dev.logferry.cli.search;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Searches again and again for what is new. A line becomes searchable seconds after its time, and
 * not in order, so each search looks back and leaves out what was returned before. Not thread-safe.
 */
final class Follower {

  private static final Duration LOOK_BACK = Duration.ofMinutes(2);

  private final LogSearch search;
  private final SearchRequest request;
  private final InstantSource clock;
  private final Map<String, Instant> seen = new HashMap<>();
  private Instant begin;

  /**
   * @param request without an end; its beginning is where the first search begins
   */
  Follower(LogSearch search, SearchRequest request, InstantSource clock) {
    this.search = search;
    this.request = request;
    this.clock = clock;
    this.begin = request.from().orElseGet(clock::instant);
  }

  /** What has become searchable since the last call, oldest first. */
  List<Hit> next() {
    Instant now = clock.instant();
    List<Hit> fresh = new ArrayList<>();
    for (Hit hit : search.search(request.since(begin)).hits()) {
      if (seen.put(hit.id(), now) == null) {
        fresh.add(hit);
      }
    }
    Instant back = now.minus(LOOK_BACK);
    begin = back.isAfter(begin) ? back : begin;
    seen.values().removeIf(time -> time.isBefore(back.minus(LOOK_BACK)));
    Collections.reverse(fresh);
    return fresh;
  }
}
