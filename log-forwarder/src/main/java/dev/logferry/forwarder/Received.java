package dev.logferry.forwarder;

import dev.logferry.forwarder.decode.EventIds;
import dev.logferry.forwarder.decode.LogEvent;
import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.document.RedactionCounts;
import dev.logferry.forwarder.report.OldestEvent;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an invocation received, counted where events are read and never derived from what was
 * delivered: so a stage that drops an event is found out by the ledger. Not thread-safe.
 */
final class Received {

  private int events;
  private int malformed;
  private int controlMessages;
  private long bytes;
  private OldestEvent oldestEvent = OldestEvent.NONE;
  private final Problems malformedParts = new Problems();
  private final Set<Integer> malformedPartNumbers = new TreeSet<>();
  private final Set<String> warnings = new LinkedHashSet<>();
  private final Map<String, Integer> guarded = new TreeMap<>();
  private final RedactionCounts redactions = new RedactionCounts();

  void bytes(long more) {
    bytes += more;
  }

  void event(LogEvent event) {
    events++;
    if (oldestEvent.epochMillis() == 0 || event.timestamp() < oldestEvent.epochMillis()) {
      long ingestion = EventIds.ingestionMillis(event.id(), event.timestamp());
      oldestEvent = new OldestEvent(event.timestamp(), Math.max(0, ingestion));
    }
  }

  void controlMessage() {
    controlMessages++;
  }

  /** The rest of a part cannot be read. How many events it holds is unknown: it counts as one. */
  void malformed() {
    events++;
  }

  /** The same for a part that its sender keeps, and gets back. */
  void malformed(int part, String why) {
    events++;
    malformed++;
    malformedPartNumbers.add(part);
    malformedParts.add(why);
  }

  void warning(String warning) {
    warnings.add(warning);
  }

  void mapped(LogDocument document) {
    for (var guard : document.guards()) {
      guarded.merge(guard.fieldValue(), 1, Integer::sum);
    }
  }

  RedactionCounts redactions() {
    return redactions;
  }

  int events() {
    return events;
  }

  /** How many parts cannot be read and go back to their sender. */
  int malformedParts() {
    return malformed;
  }

  Set<Integer> malformedPartNumbers() {
    return malformedPartNumbers;
  }

  /** What is wrong with the parts that go back. */
  String problems() {
    return malformedParts.text();
  }

  Set<String> warnings() {
    return warnings;
  }

  Map<String, Integer> guarded() {
    return Map.copyOf(guarded);
  }

  int controlMessages() {
    return controlMessages;
  }

  long bytes() {
    return bytes;
  }

  OldestEvent oldestEvent() {
    return oldestEvent;
  }
}
