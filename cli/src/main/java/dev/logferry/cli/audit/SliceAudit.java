package dev.logferry.cli.audit;

import dev.logferry.cli.audit.Finding.Kind;
import dev.logferry.cli.audit.StoredEvent.Copy;
import dev.logferry.cli.backfill.LateForwarder;
import dev.logferry.cli.cloudwatch.EventIdRange;
import dev.logferry.cli.cloudwatch.SourceGroup;
import dev.logferry.cli.terminal.UndeterminedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/**
 * Compares the events of one log group in one part of the time range. What Elasticsearch has is in
 * memory; CloudWatch's events come page by page, in any order. Not thread-safe.
 */
final class SliceAudit {
  private final SourceGroup group;
  private final Map<String, StoredEvent> stored;
  private final Classification classification;
  private final DeadLetterIndex deadLetters;
  private final Optional<Repair> repair;
  private final List<Finding> findings = new ArrayList<>();
  private AuditTotals totals = AuditTotals.NOTHING;

  /** Puts right what is wrong. */
  record Repair(LateForwarder forwarder, StoredEvents elasticsearch) {}

  SliceAudit(
      SourceGroup group,
      Map<String, StoredEvent> stored,
      Classification classification,
      DeadLetterIndex deadLetters,
      Optional<Repair> repair) {
    this.group = group;
    this.stored = stored;
    this.classification = classification;
    this.deadLetters = deadLetters;
    this.repair = repair;
  }

  /** Compares a page, and repairs what it lacks. */
  void compare(List<FilteredLogEvent> page) {
    long events = 0;
    long found = 0;
    long degraded = 0;
    Map<String, Long> filteredBy = new HashMap<>();
    List<FilteredLogEvent> lacking = new ArrayList<>();
    for (FilteredLogEvent event : page) {
      requireForm(event);
      StoredEvent document = stored.get(event.eventId());
      if (document != null) {
        if (!document.markSeen()) {
          events++;
          found++;
          degraded += document.degraded() ? 1 : 0;
        }
        continue;
      }
      events++;
      Optional<String> rule = classification.filteredBy(group, event);
      if (rule.isPresent()) {
        filteredBy.merge(rule.get(), 1L, Long::sum);
      } else {
        lacking.add(event);
      }
    }
    totals = totals.plus(new AuditTotals(events, found, degraded, filteredBy, 0, 0, 0, 0, 0));
    explain(lacking);
  }

  private void requireForm(FilteredLogEvent event) {
    if (!EventIdRange.hasForm(event.eventId(), event.timestamp())) {
      throw new UndeterminedException(
          "%s has an event with the id %s, which does not begin with the event's time as CloudWatch's ids do: its documents cannot be found by their ids"
              .formatted(group.name(), event.eventId()));
    }
  }

  private void explain(List<FilteredLogEvent> lacking) {
    Map<String, String> rejected =
        repair.map(with -> with.forwarder().forward(group, lacking).rejected()).orElse(Map.of());
    long missing = 0;
    long dead = 0;
    long repaired = 0;
    for (FilteredLogEvent event : lacking) {
      String id =
          classification.documentId(
              group, event.logStreamName(), event.eventId(), event.timestamp());
      String letter = deadLetters.explanations().get(id);
      String rejection = rejected.get(id);
      boolean restored = repair.isPresent() && rejection == null;
      missing += letter == null ? 1 : 0;
      dead += letter == null ? 0 : 1;
      repaired += restored ? 1 : 0;
      findings.add(
          new Finding(
              letter == null ? Kind.MISSING : Kind.DEAD_LETTERED,
              group.name(),
              event.logStreamName(),
              event.eventId(),
              Instant.ofEpochMilli(event.timestamp()),
              id,
              List.of(),
              rejection != null
                  ? "Elasticsearch rejects it: " + rejection
                  : letter != null ? letter : "not delivered, or deleted afterwards",
              restored));
    }
    totals = totals.plus(new AuditTotals(0, 0, 0, Map.of(), missing, dead, 0, repaired, 0));
  }

  /** To be called after the last page: finds what is stored twice. */
  void finish() {
    long onlyHere = stored.values().stream().filter(event -> !event.seen()).count();
    long twice = 0;
    long repaired = 0;
    for (Map.Entry<String, StoredEvent> entry : stored.entrySet()) {
      if (entry.getValue().copies().size() > 1) {
        Finding finding = storedTwice(entry.getKey(), entry.getValue());
        findings.add(finding);
        twice++;
        repaired += finding.repaired() ? 1 : 0;
      }
    }
    totals = totals.plus(new AuditTotals(0, 0, 0, Map.of(), 0, 0, twice, repaired, onlyHere));
  }

  private Finding storedTwice(String eventId, StoredEvent event) {
    long timestamp = EventIdRange.timeOf(eventId);
    String id = classification.documentId(group, event.logStream(), eventId, timestamp);
    // The document with the function's own id comes first, in the oldest index: it stays.
    event
        .copies()
        .sort(
            Comparator.comparing((Copy copy) -> !copy.id().equals(id)).thenComparing(Copy::index));
    Copy kept = event.copies().getFirst();
    List<Copy> surplus = event.copies().subList(1, event.copies().size());
    // Anything else may be meant, such as a second subscription into a data stream of its own.
    boolean deletable =
        kept.id().equals(id)
            && surplus.stream().allMatch(copy -> copy.dataStream().equals(kept.dataStream()));
    Map<String, String> failed =
        deletable
            ? repair.map(with -> with.elasticsearch().delete(surplus)).orElse(Map.of())
            : Map.of();
    boolean sameId = surplus.stream().allMatch(copy -> copy.id().equals(id));
    String why =
        sameId
            ? "the same id in several indices: stored again after a rollover"
            : "under other ids: stored again by something else, or with another account, log group or stream";
    if (!deletable) {
      why +=
          "; --repair deletes no copy in another data stream, nor when none has the function's own id: narrow --index, or delete by hand";
    }
    return new Finding(
        Kind.STORED_TWICE,
        group.name(),
        event.logStream(),
        eventId,
        Instant.ofEpochMilli(timestamp),
        id,
        event.copies().stream().map(copy -> copy.index() + "/" + copy.id()).toList(),
        failed.isEmpty() ? why : why + "; not deleted: " + failed.values().iterator().next(),
        repair.isPresent() && deletable && failed.isEmpty());
  }

  AuditTotals totals() {
    return totals;
  }

  /** What was found since the last call, in the order of the ids. */
  List<Finding> takeFindings() {
    List<Finding> taken = findings.stream().sorted(Comparator.comparing(Finding::eventId)).toList();
    findings.clear();
    return taken;
  }
}
