package dev.logferry.forwarder.redrive;

import dev.logferry.forwarder.Ledger;
import dev.logferry.forwarder.report.RedriveSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Adds up what becomes of the objects. Thread-safe. */
final class RedriveTotals {

  private static final int MAX_WARNINGS = 10;

  private final ObjectAge age;
  private int listed;
  private int settled;
  private int left;
  private int untried;
  private int waiting;
  private int tooYoung;
  private int gone;
  private int foreign;
  private int moved;
  private int wouldDeliver;
  private long wouldDeliverEvents;
  private Ledger ledger = Ledger.NOTHING_RECEIVED;
  private Instant oldest = Instant.MAX;
  private boolean oldestUnknown;
  private boolean clockIsBehind;
  private String problem = "";
  private final List<String> warnings = new ArrayList<>();

  RedriveTotals(ObjectAge age) {
    this.age = age;
  }

  synchronized void listed() {
    listed++;
  }

  synchronized void tooYoung(RedriveObject object) {
    tooYoung++;
    stays(object);
  }

  /** It was not tried, since nothing more was begun. */
  synchronized void untried(RedriveObject object) {
    untried++;
    left(object);
  }

  synchronized void ended(RedriveObject object, ObjectResult result) {
    checkClock(object);
    switch (result) {
      case ObjectResult.Done(Ledger events, String why) -> {
        settled++;
        ledger = ledger.plus(events);
        if (!why.isEmpty()) {
          moved++;
          warn(object + " became, in whole or in part, a malformed dead letter: " + why);
        }
      }
      case ObjectResult.Left(Ledger events, String why) -> {
        ledger = ledger.plus(events);
        left(object);
        warn(object + " " + why);
      }
      case ObjectResult.NotDeleted(Ledger events, String why) -> {
        ledger = ledger.plus(events);
        left(object);
        warn(object + " " + why);
        problem("objects cannot be deleted, so each redrive would deliver them again: " + why);
      }
      case ObjectResult.Foreign(String why) -> {
        foreign++;
        warn(object + " is left alone, as it is not Logferry's: " + why);
      }
      case ObjectResult.Skipped _ -> left(object);
      case ObjectResult.WouldDeliver(int events) -> {
        wouldDeliver++;
        wouldDeliverEvents += events;
        stays(object);
      }
      case ObjectResult.Waiting _ -> waiting++;
      case ObjectResult.Gone _ -> gone++;
    }
  }

  /** Nobody knows what else is there. */
  synchronized void notListed(RedriveSource source, String why) {
    oldestUnknown |= source.isAwaited();
    problem("a listing failed: " + why);
  }

  synchronized RedriveSummary summary(String stopped) {
    return new RedriveSummary(
        new RedriveSummary.Objects(
            listed, settled, left, waiting, tooYoung, gone, foreign, wouldDeliver, moved),
        ledger,
        wouldDeliverEvents,
        oldestUnknown ? Optional.empty() : Optional.of(age.of(oldest)),
        untried > 0 ? stopped : "",
        warnings,
        problem,
        Optional.empty());
  }

  private void problem(String what) {
    if (problem.isEmpty()) {
      problem = what;
    }
  }

  private void left(RedriveObject object) {
    left++;
    stays(object);
  }

  private void stays(RedriveObject object) {
    if (object.source().isAwaited() && object.writtenAt().isBefore(oldest)) {
      oldest = object.writtenAt();
    }
  }

  private void checkClock(RedriveObject object) {
    if (age.isFromTheFuture(object) && !clockIsBehind) {
      clockIsBehind = true;
      warn(
          "this function's clock says %s, but %s was written at %s: ages are unknown"
              .formatted(age.now(), object, object.writtenAt()));
    }
  }

  private void warn(String warning) {
    if (warnings.size() < MAX_WARNINGS) {
      warnings.add(warning);
    }
  }
}
