package dev.logferry.cli.ship;

import dev.logferry.cli.lambda.Invocation;
import dev.logferry.forwarder.Ledger;
import dev.logferry.forwarder.Outcome;
import java.util.Optional;

/** What became of one parcel. */
sealed interface ParcelOutcome {

  /** The forwarder accounted for every event. */
  record Accounted(Ledger ledger) implements ParcelOutcome {}

  /** Lambda queued it; what becomes of the events is not known here. */
  record Queued() implements ParcelOutcome {}

  /** Not shipped, or not known to be. */
  record Failed(String reason) implements ParcelOutcome {}

  /** Nobody takes parcels: going on makes no sense. */
  record Undeliverable(String reason) implements ParcelOutcome {}

  /** Reads an invocation's result. An answer that does not match what was sent is a failure. */
  static ParcelOutcome of(Invocation invocation, int events) {
    return switch (invocation) {
      case Invocation.Answered(String response, Optional<String> _) -> accounted(response, events);
      case Invocation.Accepted() -> new Queued();
      case Invocation.FunctionFailed(var kind, var type, var message, Optional<String> _) ->
          new Failed("the function failed (%s): %s: %s".formatted(kind, type, message));
      case Invocation.Refused(int status, String reason) ->
          new Failed("Lambda answered %d: %s".formatted(status, reason));
      case Invocation.NoAnswer(String reason) -> new Failed(reason);
      case Invocation.Unreachable(String reason) -> new Undeliverable(reason);
    };
  }

  private static ParcelOutcome accounted(String response, int events) {
    return switch (ReportedLedger.in(response)) {
      case ReportedLedger.Unusable(String reason) -> new Failed(reason);
      case ReportedLedger.Balanced(Ledger ledger) when ledger.received() != events ->
          new Failed(
              "%d events were sent and the function says that it received %d"
                  .formatted(events, ledger.received()));
      case ReportedLedger.Balanced(Ledger ledger) when ledger.count(Outcome.RETURNED) > 0 ->
          new Failed(
              "the function handed back %d of %d events"
                  .formatted(ledger.count(Outcome.RETURNED), events));
      case ReportedLedger.Balanced(Ledger ledger) -> new Accounted(ledger);
    };
  }
}
