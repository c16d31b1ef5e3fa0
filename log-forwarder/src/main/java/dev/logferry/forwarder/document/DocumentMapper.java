package dev.logferry.forwarder.document;

import dev.logferry.forwarder.decode.LogEvent;
import dev.logferry.forwarder.decode.Origin;
import dev.logferry.forwarder.document.Line.EcsLine;
import dev.logferry.forwarder.document.Line.JsonLine;
import dev.logferry.forwarder.document.Line.TextLine;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Turns a log event into the document that Elasticsearch stores: the line read, filtered, redacted
 * and brought into ECS form, with where it came from. Never fails for a line's sake.
 */
public final class DocumentMapper {

  private final Routes routes;
  private final LineFilter filter;
  private final Redactor redactor;
  private final Limits limits;
  private final OriginFields originFields;
  private final LineParser parser = new LineParser();
  private final DocumentId documentId = new DocumentId();

  /**
   * @param region the AWS region that the forwarder runs in; empty if unknown
   */
  public DocumentMapper(
      Routes routes, LineFilter filter, Redactor redactor, Limits limits, String region) {
    this.routes = routes;
    this.filter = filter;
    this.redactor = redactor;
    this.limits = limits;
    this.originFields = new OriginFields(region);
  }

  /**
   * Maps one event.
   *
   * @param redactions counts what the redaction rules found
   */
  public Mapped map(Origin origin, LogEvent event, RedactionCounts redactions) {
    MappingNotes notes = new MappingNotes();
    notes.repaired(event.repairs());
    String message = event.message().toString();
    Line line = parser.parse(message, notes);
    Optional<Filtered> filtered = filter.judge(message, line);
    if (filtered.isPresent()) {
      return filtered.get();
    }
    Line redacted = redactor.redact(line, redactions);
    LogDocument document = document(origin, event, redacted, notes);
    if (!notes.overflows() && document.json().length <= limits.maxDocumentBytes()) {
      return document;
    }
    return cut(origin, event, redacted, notes);
  }

  private LogDocument document(Origin origin, LogEvent event, Line line, MappingNotes notes) {
    Fields fields = new LineShape(limits, notes).shape(line, event.timestamp());
    DataStream dataStream = routes.dataStreamFor(origin.logGroup());
    String id = documentId.of(origin, event);
    originFields.add(fields, origin, event, dataStream, id, notes);
    notes.writeTo(fields);
    return new LogDocument(
        dataStream, id, JsonText.bytes(fields), event.timestamp(), notes.guards(), 0);
  }

  /** The line as text, cut at its end so that the document is as large as it may be. */
  private LogDocument cut(Origin origin, LogEvent event, Line line, MappingNotes uncut) {
    LogDocument empty = document(origin, event, asText(line, ""), sizeMark(uncut));
    int budgetBytes = limits.maxDocumentBytes() - empty.json().length;
    String text =
        switch (line) {
          case EcsLine(var object) -> JsonText.text(object);
          case JsonLine(_, String raw) -> raw;
          case TextLine(String raw) -> raw;
        };
    String kept = text.substring(0, JsonLength.charactersWithin(text, budgetBytes));
    return document(origin, event, asText(line, kept), sizeMark(uncut));
  }

  /** A line reduced to its level, its time and a text: what cutting leaves of it. */
  private static Line asText(Line line, String text) {
    return switch (line) {
      case EcsLine(var object) -> new JsonLine(LiftedFields.only(object), text);
      case JsonLine(var object, _) -> new JsonLine(LiftedFields.only(object), text);
      case TextLine _ -> new TextLine(text);
    };
  }

  /** What was done to the text itself holds for the cut text as well. */
  private static MappingNotes sizeMark(MappingNotes uncut) {
    MappingNotes notes = new MappingNotes();
    notes.guarded(Guard.SIZE);
    Stream.of(Guard.SURROGATE, Guard.ENCODING, Guard.MALFORMED_EVENT, Guard.JSON_LIMITS)
        .filter(uncut.guards()::contains)
        .forEach(notes::guarded);
    return notes;
  }
}
