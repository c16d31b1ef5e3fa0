package dev.logferry.cli.ship;

import dev.logferry.cli.lambda.Invocation;
import dev.logferry.forwarder.Ledger;
import dev.logferry.forwarder.Outcome;
import java.util.Optional;

/** The outcome of one payload. */
sealed interface PayloadOutcome {

  /** The forwarder accounted for every event. */
  record Accounted(Ledger ledger) implements PayloadOutcome {}

  /** Lambda queued it; what becomes of the events is not known here. */
  record Queued() implements PayloadOutcome {}

  /** Not shipped, or not known to be. */
  record Failed(String reason) implements PayloadOutcome {}

  /** Nothing accepts payloads at this address: the upload ends. */
  record Undeliverable(String reason) implements PayloadOutcome {}

  /** Reads an invocation's result. An answer that does not match what was sent is a failure. */
  static PayloadOutcome of(Invocation invocation, int events) {
    return switch (invocation) {
      case Invocation.Responded(String response, Optional<String> _) -> accounted(response, events);
      case Invocation.Accepted() -> new Queued();
      case Invocation.FunctionFailed(var kind, var type, var message, Optional<String> _) ->
          new Failed("the function failed (%s): %s: %s".formatted(kind, type, message));
      case Invocation.Rejected(int status, String reason) ->
          new Failed("Lambda answered %d: %s".formatted(status, reason));
      case Invocation.NoResponse(String reason) -> new Failed(reason);
      case Invocation.Unreachable(String reason) -> new Undeliverable(reason);
    };
  }

  private static PayloadOutcome accounted(String response, int events) {
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
