package dev.logferry.cli.audit;

import dev.logferry.cli.cloudwatch.CloudWatchLogs;
import dev.logferry.cli.cloudwatch.FilteredEvents;
import dev.logferry.cli.cloudwatch.SavedState;
import dev.logferry.cli.cloudwatch.SourceGroup;
import dev.logferry.cli.cloudwatch.TimeSlice;
import dev.logferry.cli.terminal.UndeterminedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Compares CloudWatch with Elasticsearch, part by part of the time range: a join by event id. A
 * part is as long as Elasticsearch's events in it fit into memory; CloudWatch's are read page by
 * page. So memory does not depend on the number of events, and CloudWatch's order does not matter.
 */
final class Audit {

  /** Some 10 MB of ids. */
  private static final int MAX_IN_MEMORY = 20_000;

  /** That many events without one that is stored are no coincidence. */
  private static final int FIRST_EVENTS = 100;

  private final CloudWatchLogs logs;
  private final StoredEvents elasticsearch;
  private final Classification classification;
  private final Absences absences;
  private final Optional<Repair> repair;
  private final SavedState state;
  private final Findings findings;

  Audit(
      CloudWatchLogs logs,
      StoredEvents elasticsearch,
      Classification classification,
      Absences absences,
      Optional<Repair> repair,
      SavedState state) {
    this.logs = logs;
    this.elasticsearch = elasticsearch;
    this.classification = classification;
    this.absences = absences;
    this.repair = repair;
    this.state = state;
    this.findings = new Findings(state.folder());
  }

  /**
   * Continues where an earlier run stopped.
   *
   * @param listener hears after each part how far it is, from 0 to 1
   */
  AuditProgress run(
      List<SourceGroup> groups, TimeSlice range, BiConsumer<Double, AuditProgress> listener) {
    AuditProgress progress =
        state
            .load(AuditProgress.class)
            .orElseGet(() -> new AuditProgress(0, range.from(), Map.of(), 0));
    findings.truncate(progress.findingsBytes());
    long millis = range.partMillis();
    while (progress.group() < groups.size()) {
      SourceGroup group = groups.get(progress.group());
      TimeSlice part = fitting(group, range.part(progress.start(), millis));
      millis = Math.min(2 * part.millis(), range.partMillis());
      SliceAudit audited = compare(group, part);
      progress = next(progress.plus(group.name(), audited.totals()), range, part.to());
      requireAgreement(group, progress.totals().getOrDefault(group.name(), AuditTotals.NOTHING));
      state.save(progress);
      double done = progress.group() + (double) (progress.start() - range.from()) / range.millis();
      listener.accept(done / groups.size(), progress);
    }
    return progress;
  }

  private AuditProgress next(AuditProgress progress, TimeSlice range, long end) {
    return end == range.to()
        ? progress.at(progress.group() + 1, range.from(), findings.sizeBytes())
        : progress.at(progress.group(), end, findings.sizeBytes());
  }

  /** Halves a part until what Elasticsearch has of it fits into memory. */
  private TimeSlice fitting(SourceGroup group, TimeSlice part) {
    TimeSlice fitting = part;
    while (fitting.millis() > 1 && elasticsearch.count(group.name(), fitting) > MAX_IN_MEMORY) {
      fitting = fitting.part(fitting.from(), fitting.millis() / 2);
    }
    return fitting;
  }

  private SliceAudit compare(SourceGroup group, TimeSlice part) {
    SliceAudit audit =
        new SliceAudit(
            group, elasticsearch.of(group.name(), part), classification, absences, repair);
    FilteredEvents events = new FilteredEvents(logs, group, part, Optional.empty());
    while (events.hasNext()) {
      audit.compare(events.next());
      findings.add(audit.takeFindings());
    }
    audit.finish();
    findings.add(audit.takeFindings());
    return audit;
  }

  private static void requireAgreement(SourceGroup group, AuditTotals totals) {
    if (totals.stored() == 0
        && totals.events() >= FIRST_EVENTS
        && totals.onlyInElasticsearch() >= FIRST_EVENTS) {
      throw new UndeterminedException(
          "none of the first %d events of %s is in Elasticsearch under its event id, although %d other events of that log group and time are: the ids do not match, so the audit has no result. Were the documents stored by something other than this function?"
              .formatted(totals.events(), group.name(), totals.onlyInElasticsearch()));
    }
  }
}
