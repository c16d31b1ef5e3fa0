package dev.logferry.forwarder.document;

import dev.logferry.forwarder.decode.EventRepair;
import dev.logferry.forwarder.decode.LogEvent;
import dev.logferry.forwarder.decode.Origin;
import dev.logferry.forwarder.document.Mapped.Filtered;
import dev.logferry.forwarder.document.Mapped.Unmapped;
import dev.logferry.forwarder.document.fields.DocumentFields;
import dev.logferry.forwarder.document.line.Explanation;
import dev.logferry.forwarder.document.line.Line;
import dev.logferry.forwarder.document.line.LineFields;
import dev.logferry.forwarder.document.origin.OriginFields;
import dev.logferry.forwarder.document.redact.HashKeyUnavailable;
import dev.logferry.forwarder.document.redact.Redactor;
import dev.logferry.forwarder.document.time.TimeReader;
import dev.logferry.forwarder.json.Utf8;
import dev.logferry.forwarder.json.Utf8Buffer;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a log event into the document that Elasticsearch stores: the line read, filtered, redacted
 * and brought into ECS form, with where it came from. What it cannot map it returns as {@link
 * Unmapped}. Not thread-safe.
 */
public final class DocumentMapper {

  private static final int KEPT_BYTES = 256 * 1024;

  /** What was done to the text itself holds for the cut text as well. */
  private static final Set<Guard> OF_TEXT =
      EnumSet.of(Guard.SURROGATE, Guard.ENCODING, Guard.MALFORMED_EVENT, Guard.JSON_LIMITS);

  private final Routes routes;
  private final LineFilter filter;
  private final Redactor redactor;
  private final Limits limits;
  private final String region;
  private final Explanation explanation;
  private final Optional<KnownErrorGroups> knownErrorGroups;
  private Optional<ErrorGroupDocuments> errorGroups;

  private final DocumentId documentId = new DocumentId();
  private final Utf8Buffer json = new Utf8Buffer(4 * 1024);

  private TimeReader times;
  private Line line;
  private DocumentFields fields;
  private LineFields lineFields;

  private @Nullable NewErrorGroup newErrorGroup;

  /** Of the log stream that the last event came from. */
  private @Nullable OriginFields originFields;

  /**
   * @param region the AWS region that the forwarder runs in; empty if unknown
   */
  public DocumentMapper(
      Routes routes, LineFilter filter, Redactor redactor, Limits limits, String region) {
    this(routes, filter, redactor, limits, region, Explanation.NONE, Optional.empty());
  }

  /**
   * @param explanation records where the fields of each document come from
   * @param knownErrorGroups the error groups that need not be written; empty if none are written
   */
  public DocumentMapper(
      Routes routes,
      LineFilter filter,
      Redactor redactor,
      Limits limits,
      String region,
      Explanation explanation,
      Optional<KnownErrorGroups> knownErrorGroups) {
    this.routes = routes;
    this.filter = filter;
    this.redactor = redactor;
    this.limits = limits;
    this.region = region;
    this.explanation = explanation;
    this.knownErrorGroups = knownErrorGroups;
    begin();
  }

  /** Makes what is used again for each event. */
  private void begin() {
    times = new TimeReader();
    line = new Line(times);
    fields = new DocumentFields(limits, times);
    lineFields = new LineFields(fields, times, explanation);
    errorGroups =
        knownErrorGroups.isPresent()
            ? Optional.of(new ErrorGroupDocuments(fields, knownErrorGroups.get()))
            : Optional.empty();
  }

  /**
   * Maps one event.
   *
   * @param redactions counts what the redaction rules found
   * @throws HashKeyUnavailable if a rule needs the key, and it cannot be had
   */
  public Mapped map(Origin origin, LogEvent event, RedactionCounts redactions) {
    try {
      return mapLine(origin, event, redactions);
    } catch (HashKeyUnavailable e) {
      throw e;
    } catch (RuntimeException e) {
      // What is used again may be in any state; the next event must not suffer from it.
      begin();
      return Unmapped.because(event.position(), e);
    }
  }

  private Mapped mapLine(Origin origin, LogEvent event, RedactionCounts redactions) {
    explanation.clear();
    newErrorGroup = null;
    OriginFields from = originFields(origin, event);
    times.assume(from.decision().zone(), event.timestamp());
    line.read(event.message());
    Optional<Filtered> filtered = filter.rejection(event.message(), line);
    if (filtered.isPresent()) {
      return filtered.get();
    }
    redactor.redact(line, redactions);
    String id = documentId.of(origin, event);
    begin(event);
    if (!lineFields.fill(line, event.timestamp())) {
      line.becomeOtherJson();
      begin(event);
      fields.notes().guarded(Guard.FIELDS);
      lineFields.fill(line, event.timestamp());
    }
    write(from, event, id);
    if (json.length() > limits.maxDocumentBytes() || fields.notes().overflows()) {
      cut(from, event, id);
    }
    if (errorGroups.isPresent()) {
      newErrorGroup = errorGroups.get().of(from.decision().dataStream(), event.timestamp());
    }
    return new LogDocument(
        from.decision().dataStream(),
        id,
        json.toByteArray(),
        event.timestamp(),
        fields.notes().guards(),
        0);
  }

  /** The group of the last event's error, if it has to be written; then its outcome is awaited. */
  public Optional<NewErrorGroup> newErrorGroup() {
    return Optional.ofNullable(newErrorGroup);
  }

  private OriginFields originFields(Origin origin, LogEvent event) {
    OriginFields last = originFields;
    if (last != null && last.isFor(origin, event.source())) {
      return last;
    }
    OriginFields made =
        new OriginFields(
            origin, event.source(), routes.of(origin.logGroup(), origin.logStream()), region);
    originFields = made;
    return made;
  }

  private void begin(LogEvent event) {
    fields.clear();
    if (!event.repairs().isEmpty()) {
      note(event.repairs());
    }
    if (line.isBeyondLimits()) {
      fields.notes().guarded(Guard.JSON_LIMITS);
    }
  }

  private void note(Set<EventRepair> repairs) {
    for (EventRepair repair : repairs) {
      fields
          .notes()
          .guarded(
              switch (repair) {
                case SURROGATE -> Guard.SURROGATE;
                case ENCODING -> Guard.ENCODING;
                case MESSAGE, TIMESTAMP -> Guard.MALFORMED_EVENT;
              });
    }
  }

  private void write(OriginFields from, LogEvent event, String id) {
    from.addTo(fields, event, id, explanation);
    lineFields.fillGroup(line);
    lineFields.writeAssumptions();
    fields.notes().writeTo(fields.tree());
    json.clear(KEPT_BYTES);
    fields.tree().write(json);
  }

  /** The line as text, cut at its end so that the document is as large as it may be. */
  private void cut(OriginFields from, LogEvent event, String id) {
    Set<Guard> guards = EnumSet.noneOf(Guard.class);
    guards.add(Guard.SIZE);
    for (Guard guard : OF_TEXT) {
      if (fields.notes().guards().contains(guard)) {
        guards.add(guard);
      }
    }
    writeCut(from, event, id, guards, Utf8.EMPTY);
    int budgetBytes = limits.maxDocumentBytes() - json.length();
    writeCut(from, event, id, guards, CutText.within(line.text(), budgetBytes));
  }

  private void writeCut(
      OriginFields from, LogEvent event, String id, Set<Guard> guards, Utf8 kept) {
    fields.clear();
    for (Guard guard : guards) {
      fields.notes().guarded(guard);
    }
    lineFields.fillCut(line, event.timestamp(), kept);
    write(from, event, id);
  }
}
