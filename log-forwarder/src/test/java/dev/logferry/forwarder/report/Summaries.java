package dev.logferry.forwarder.report;

import dev.logferry.forwarder.Ledger;
import dev.logferry.forwarder.LoopGuard;
import dev.logferry.forwarder.bulk.Settlement.Traffic;
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

  private Summaries() {}

  static Summary everythingHappened() {
    return new Summary(
        new Ledger(280, 10, 20, 30, 40, 50, 60, 70),
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
        new Traffic(5, 6, 2002, List.of(Duration.ofMillis(12), Duration.ofNanos(3_456_789))),
        7,
        8,
        OLDEST);
  }

  static RedriveSummary everythingRedriven() {
    return new RedriveSummary(
        new RedriveSummary.Objects(21, 9, 2, 5, 4, 1, 6),
        new Ledger(280, 10, 20, 30, 40, 50, 60, 70),
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
        new Traffic(0, 0, 0, List.of()),
        0,
        0,
        0);
  }

  static Summary withRequests(int requests) {
    return new Summary(
        new Ledger(requests, requests, 0, 0, 0, 0, 0, 0),
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
            IntStream.range(0, requests).mapToObj(Duration::ofMillis).toList()),
        0,
        0,
        OLDEST);
  }
}
