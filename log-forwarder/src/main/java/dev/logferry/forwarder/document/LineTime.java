package dev.logferry.forwarder.document;

import dev.logferry.forwarder.document.Line.EcsLine;
import dev.logferry.forwarder.document.Line.JsonLine;
import dev.logferry.forwarder.document.Line.TextLine;
import java.time.Instant;
import java.util.Optional;

/** The time that a line says itself, found as it is for its document. For tools. */
public final class LineTime {

  private final LineParser parser = new LineParser();

  /** The instant that a JSON line names; empty for a line that names none, and for text. */
  public Optional<Instant> of(String message) {
    return switch (parser.parse(message, new MappingNotes())) {
      case EcsLine(var object) -> LiftedFields.time(object);
      case JsonLine(var object, _) -> LiftedFields.time(object);
      case TextLine _ -> Optional.empty();
    };
  }
}
