package dev.logferry.forwarder.report;

import dev.logferry.forwarder.Ledger;
import java.util.Map;

/**
 * What an invocation did, for people and for searches. Never holds a document's content.
 *
 * @param ledger what became of every event
 * @param problem why the invocation fails; empty if it does not
 * @param filteredBy how many events each rule left out
 * @param guarded how many documents each guard changed
 * @param redacted how often each redaction rule found something
 * @param returnedFor why documents were returned
 * @param requests bulk requests sent
 * @param retriedDocuments documents sent again, counted each time
 * @param sentBytes bulk bodies before compression
 * @param oldestEventEpochMillis of the events received; 0 if there was none
 */
public record Summary(
    Ledger ledger,
    String problem,
    Map<String, Integer> filteredBy,
    Map<String, Integer> guarded,
    Map<String, Integer> redacted,
    Map<String, Integer> returnedFor,
    int requests,
    int retriedDocuments,
    long sentBytes,
    long oldestEventEpochMillis) {

  /** Whether Lambda has to keep the payload. */
  public boolean failed() {
    return !problem.isEmpty();
  }
}
