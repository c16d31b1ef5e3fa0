package dev.logferry.cli.audit;

import dev.logferry.cli.audit.Finding.Kind;
import dev.logferry.cli.audit.StoredEvent.Copy;
import dev.logferry.cli.audit.UndeliveredEventIndex.Place;
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
  private final Absences absences;
  private final Optional<Repair> repair;
  private final List<Finding> findings = new ArrayList<>();
  private AuditTotals totals = AuditTotals.NOTHING;

  SliceAudit(
      SourceGroup group,
      Map<String, StoredEvent> stored,
      Classification classification,
      Absences absences,
      Optional<Repair> repair) {
    this.group = group;
    this.stored = stored;
    this.classification = classification;
    this.absences = absences;
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
    totals = totals.plus(AuditTotals.accounted(events, found, degraded, filteredBy));
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
    if (lacking.isEmpty()) {
      return;
    }
    List<String> ids = lacking.stream().map(this::documentId).toList();
    List<Place> places = absences.places(ids);
    Optional<Map<String, String>> notRepaired = repair.map(with -> with.store(group, lacking, ids));
    for (int index = 0; index < ids.size(); index++) {
      FilteredLogEvent event = lacking.get(index);
      Place place = places.get(index);
      String id = ids.get(index);
      Optional<String> failure = notRepaired.map(failures -> failures.get(id));
      add(
          new Finding(
              place.kind(),
              group.name(),
              event.logStreamName(),
              event.eventId(),
              Instant.ofEpochMilli(event.timestamp()),
              id,
              List.of(),
              failure.orElse(place.explanation()),
              notRepaired.isPresent() && failure.isEmpty()));
    }
  }

  private String documentId(FilteredLogEvent event) {
    return classification.documentId(
        group, event.logStreamName(), event.eventId(), event.timestamp());
  }

  /** To be called after the last page: finds what is stored twice. */
  void finish() {
    long onlyHere = stored.values().stream().filter(event -> !event.seen()).count();
    totals = totals.plusOnlyInElasticsearch(onlyHere);
    for (Map.Entry<String, StoredEvent> entry : stored.entrySet()) {
      if (entry.getValue().copies().size() > 1) {
        add(storedTwice(entry.getKey(), entry.getValue()));
      }
    }
  }

  private void add(Finding finding) {
    findings.add(finding);
    totals = totals.plus(AuditTotals.of(finding));
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
        deletable ? repair.map(with -> with.delete(surplus)).orElse(Map.of()) : Map.of();
    boolean sameId = surplus.stream().allMatch(copy -> copy.id().equals(id));
    String why =
        sameId
            ? "the same id in several indices: stored again after a rollover"
            : "under other ids: stored again by something else, or with another account, log group"
                + " or stream";
    if (!deletable) {
      why +=
          "; --repair deletes no copy in another data stream, nor when none has the function's own"
              + " id: narrow --index, or delete by hand";
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
