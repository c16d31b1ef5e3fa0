package dev.logferry.forwarder.redrive;

import dev.logferry.forwarder.Ledger;
import dev.logferry.forwarder.redrive.Outcome.Cause;
import dev.logferry.forwarder.redrive.Outcome.Gone;
import dev.logferry.forwarder.redrive.Outcome.Left;
import dev.logferry.forwarder.redrive.Outcome.Settled;
import dev.logferry.forwarder.redrive.Outcome.Waiting;
import dev.logferry.forwarder.report.RedriveSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Adds up what becomes of the objects, for several threads. */
final class Totals {

  private static final int WARNINGS = 10;

  private int listed;
  private int settled;
  private int left;
  private int untried;
  private int waiting;
  private int tooYoung;
  private int gone;
  private int moved;
  private Ledger ledger = Ledger.NOTHING_RECEIVED;
  private Instant oldest = Instant.MAX;
  private boolean oldestUnknown;
  private String problem = "";
  private final List<String> warnings = new ArrayList<>();

  synchronized void listed() {
    listed++;
  }

  synchronized void tooYoung(Item item) {
    tooYoung++;
    stays(item);
  }

  /** It was not tried, since nothing more was begun. */
  synchronized void untried(Item item) {
    left++;
    untried++;
    stays(item);
  }

  synchronized void ended(Item item, Outcome outcome) {
    switch (outcome) {
      case Settled(Delivered delivered) -> {
        settled++;
        moved += delivered.moved() ? 1 : 0;
        ledger = ledger.plus(delivered.ledger());
      }
      case Left(Ledger events, String why, Cause cause) -> {
        left++;
        ledger = ledger.plus(events);
        stays(item);
        warn(item, why);
        if (cause == Cause.DELETION) {
          problem("objects cannot be deleted, so each redrive would deliver them again: " + why);
        }
      }
      case Waiting _ -> waiting++;
      case Gone _ -> gone++;
    }
  }

  /** Nobody knows what else stands there. */
  synchronized void notListed(Source source, String why) {
    oldestUnknown |= source.kind() == Source.Kind.FAILED_INVOCATION;
    problem("a listing failed: " + why);
  }

  private void problem(String what) {
    if (problem.isEmpty()) {
      problem = what;
    }
  }

  private void stays(Item item) {
    if (item.source().kind() == Source.Kind.FAILED_INVOCATION && item.since().isBefore(oldest)) {
      oldest = item.since();
    }
  }

  private void warn(Item item, String why) {
    if (warnings.size() < WARNINGS) {
      warnings.add("s3://%s/%s %s".formatted(item.source().bucket(), item.key(), why));
    }
  }

  synchronized RedriveSummary summary(Instant now, String stopped) {
    return new RedriveSummary(
        new RedriveSummary.Objects(listed, settled, left, waiting, tooYoung, gone, moved),
        ledger,
        oldestUnknown ? Optional.empty() : Optional.of(age(now)),
        untried > 0 ? stopped : "",
        warnings,
        problem,
        Optional.empty());
  }

  private Duration age(Instant now) {
    return oldest.isBefore(now) ? Duration.between(oldest, now) : Duration.ZERO;
  }
}
