package dev.logferry.forwarder.report;

import dev.logferry.forwarder.Ledger;
import dev.logferry.forwarder.bulk.Traffic;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an invocation did, for people and for searches. Never holds a document's content.
 *
 * @param ledger what became of every event
 * @param problem why the invocation fails; empty if it does not
 * @param warnings what the operator has to correct though nothing failed
 * @param causes why events did not simply become documents
 * @param unsettledParts the parts of the invocation that have to come again; empty if it does not
 *     fail
 * @param malformedParts the parts of which something cannot be read and that their sender keeps;
 *     each counts as one event returned
 * @param controlMessages how many of CloudWatch's probes came
 * @param receivedBytes payloads as they came, compressed
 * @param traffic what delivery took
 * @param oldestEvent of the events received
 */
public record Summary(
    Ledger ledger,
    String problem,
    List<String> warnings,
    Causes causes,
    Set<Integer> unsettledParts,
    int malformedParts,
    int controlMessages,
    long receivedBytes,
    Traffic traffic,
    OldestEvent oldestEvent) {

  public Summary {
    warnings = List.copyOf(warnings);
    unsettledParts = Set.copyOf(unsettledParts);
    if (problem.isEmpty() != unsettledParts.isEmpty()) {
      throw new IllegalArgumentException(
          "a problem '%s' with the unsettled parts %s".formatted(problem, unsettledParts));
    }
  }

  /** Whether Lambda has to keep the payload. */
  public boolean failed() {
    return !problem.isEmpty();
  }

  /**
   * Counts by what made the difference.
   *
   * @param filteredBy how many events each rule left out
   * @param guarded how many documents each guard changed
   * @param redacted how often each redaction rule found something
   * @param degradedFor why documents were stored as the fallback document
   * @param rejectedFor why documents became dead letters
   * @param returnedFor why documents were returned
   */
  public record Causes(
      Map<String, Integer> filteredBy,
      Map<String, Integer> guarded,
      Map<String, Integer> redacted,
      Map<String, Integer> degradedFor,
      Map<String, Integer> rejectedFor,
      Map<String, Integer> returnedFor) {}
}
