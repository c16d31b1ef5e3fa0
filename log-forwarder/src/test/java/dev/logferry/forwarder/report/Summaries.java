package dev.logferry.forwarder.report;

import dev.logferry.forwarder.Ledger;
import dev.logferry.forwarder.LoopGuard;
import dev.logferry.forwarder.Outcome;
import dev.logferry.forwarder.bulk.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Summaries in which every count differs, so that none can stand for another. */
final class Summaries {

  static final long OLDEST = 1_795_341_605_000L;

  private static final Ledger LEDGER =
      new Ledger(
          280,
          Map.of(
              Outcome.INDEXED, 10,
              Outcome.DUPLICATE, 20,
              Outcome.FILTERED, 30,
              Outcome.DEGRADED, 40,
              Outcome.FAILURE_STORED, 50,
              Outcome.DEAD_LETTERED, 60,
              Outcome.RETURNED, 70));

  private Summaries() {}

  static Summary everythingHappened() {
    return new Summary(
        LEDGER,
        "70 of 250 documents were not delivered",
        List.of("events of the forwarder's own log group were refused"),
        new Summary.Causes(
            Map.of(LoopGuard.RULE, 11, "LOGFERRY_MINIMUM_LEVEL", 19),
            Map.of("depth", 3),
            Map.of("email", 4, "password", 9),
            Map.of("400 mapper_parsing_exception", 40),
            Map.of("403", 60),
            Map.of("no time left to retry", 70)),
        Set.of(0),
        0,
        2,
        1001,
        new Traffic(
            5,
            6,
            2002,
            List.of(Duration.ofMillis(12), Duration.ofNanos(3_456_789)),
            7,
            8,
            13,
            14,
            15,
            16,
            Map.of()),
        new OldestEvent(OLDEST, OLDEST + 2_000));
  }

  static RedriveSummary everythingRedriven() {
    return new RedriveSummary(
        new RedriveSummary.Objects(24, 9, 2, 5, 4, 1, 3, 0, 6),
        LEDGER,
        0,
        Optional.of(Duration.ofHours(2)),
        "3 objects in a row were not delivered",
        List.of("s3://failures/a is broken"),
        "objects cannot be deleted",
        Optional.of(Instant.ofEpochMilli(OLDEST).plus(Duration.ofDays(100))));
  }

  static Summary nothingCame() {
    return new Summary(
        Ledger.NOTHING_RECEIVED,
        "",
        List.of(),
        new Summary.Causes(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of()),
        Set.of(),
        0,
        0,
        0,
        Traffic.NONE,
        OldestEvent.NONE);
  }

  static Summary withRequests(int requests) {
    return new Summary(
        new Ledger(requests, Map.of(Outcome.INDEXED, requests)),
        "",
        List.of(),
        new Summary.Causes(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of()),
        Set.of(),
        0,
        0,
        1,
        new Traffic(
            requests,
            0,
            requests,
            IntStream.range(0, requests).mapToObj(Duration::ofMillis).toList(),
            0,
            0,
            0,
            0,
            0,
            0,
            Map.of()),
        new OldestEvent(OLDEST, OLDEST + 2_000));
  }
}
