package dev.logferry.forwarder.document;

import dev.logferry.forwarder.document.Json.JsonObject;
import dev.logferry.forwarder.document.Json.Member;
import dev.logferry.forwarder.document.Line.EcsLine;
import dev.logferry.forwarder.document.Line.JsonLine;
import dev.logferry.forwarder.document.Line.TextLine;

/** Reads a log line as structured JSON when it is, and as text otherwise. Never fails. */
final class LineParser {

  private final JsonReader reader = new JsonReader();

  Line parse(String message, MappingNotes notes) {
    String line = wellFormed(message, notes);
    return switch (reader.read(line)) {
      case JsonReader.AnObject(JsonObject object, boolean mended) -> {
        if (mended) {
          notes.guarded(Guard.SURROGATE);
        }
        yield structured(object, line, notes);
      }
      case JsonReader.NotAnObject _ -> new TextLine(line);
      case JsonReader.BeyondLimits _ -> {
        notes.guarded(Guard.JSON_LIMITS);
        yield new TextLine(line);
      }
    };
  }

  private static Line structured(JsonObject parsed, String line, MappingNotes notes) {
    JsonObject object = (JsonObject) Surrogates.mend(parsed, notes);
    return isEcs(object) ? new EcsLine(object) : new JsonLine(object, line);
  }

  private static String wellFormed(String message, MappingNotes notes) {
    return Surrogates.mend(message, notes);
  }

  /**
   * The ecs-logging specification requires both keys; one is enough here, so that a logger's small
   * deviation costs no fields.
   *
   * @see <a href="https://github.com/elastic/ecs-logging/tree/main/spec">ecs-logging
   *     specification</a>
   */
  private static boolean isEcs(JsonObject object) {
    for (Member member : object.members()) {
      boolean nestedVersion =
          member.name().equals("ecs")
              && member.value() instanceof JsonObject ecs
              && ecs.members().stream().anyMatch(inner -> inner.name().equals("version"));
      if (nestedVersion
          || member.name().equals("@timestamp")
          || member.name().equals("ecs.version")) {
        return true;
      }
    }
    return false;
  }
}
