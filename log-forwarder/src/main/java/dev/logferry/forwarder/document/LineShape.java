package dev.logferry.forwarder.document;

import dev.logferry.forwarder.document.Json.JsonNull;
import dev.logferry.forwarder.document.Json.JsonNumber;
import dev.logferry.forwarder.document.Json.JsonObject;
import dev.logferry.forwarder.document.Json.JsonString;
import dev.logferry.forwarder.document.Json.Member;
import dev.logferry.forwarder.document.Line.EcsLine;
import dev.logferry.forwarder.document.Line.JsonLine;
import dev.logferry.forwarder.document.Line.TextLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives a line its fields: the three rows of the line table in docs/ARCHITECTURE.md. */
final class LineShape {

  private final Limits limits;
  private final MappingNotes notes;

  LineShape(Limits limits, MappingNotes notes) {
    this.limits = limits;
    this.notes = notes;
  }

  Fields shape(Line line, long eventEpochMillis) {
    return switch (line) {
      case EcsLine(JsonObject object) when !FieldCount.exceeds(object, limits.maxFields()) ->
          ecs(object, eventEpochMillis);
      case EcsLine(JsonObject object) -> {
        notes.guarded(Guard.FIELDS);
        yield json(object, JsonText.text(object), eventEpochMillis);
      }
      case JsonLine(JsonObject object, String text) -> json(object, text, eventEpochMillis);
      case TextLine(String text) -> text(text, eventEpochMillis);
    };
  }

  private Fields ecs(JsonObject object, long eventEpochMillis) {
    Fields fields = new Fields();
    placeTime(fields, ownTime(object), eventEpochMillis);
    EcsShape shape = new EcsShape(limits.maxNestingDepth(), notes);
    shape.merge(fields, withoutTime(object));
    flatten(fields);
    LiftedFields.paddedLevel(fields)
        .ifPresent(
            level -> {
              fields.remove("log", "level");
              fields.place(new JsonString(level), "log", "level");
            });
    return fields;
  }

  /** What an ECS line has under {@code json} is held to the rules of that field. */
  private void flatten(Fields fields) {
    switch (fields.remove("json").orElse(new Fields.Leaf(new JsonNull()))) {
      case Fields.Branch(Fields inner) -> placeJson(fields, inner.toJson());
      case Fields.Leaf(JsonNull _) -> {}
      case Fields.Leaf(Json value) -> notes.displaced(Guard.RESERVED_FIELD, "json", value);
    }
  }

  private void placeJson(Fields fields, JsonObject object) {
    JsonObject shaped = new JsonShape(limits.maxNestingDepth(), notes).shape(object);
    if (!shaped.members().isEmpty()) {
      fields.place(shaped, "json");
    }
  }

  private Optional<Instant> ownTime(JsonObject object) {
    Optional<Instant> time = Optional.empty();
    for (Member member : object.members()) {
      if (member.name().equals("@timestamp")) {
        Optional<Instant> read = LiftedFields.instant(member.value());
        boolean second = time.isPresent() && !read.equals(time);
        if (read.isEmpty() || second) {
          notes.displaced(
              second ? Guard.DUPLICATE_KEY : Guard.TIMESTAMP, "@timestamp", member.value());
        }
        time = time.or(() -> read);
      }
    }
    return time;
  }

  /** What would make an object of the time goes as well: a data stream refuses it. */
  private JsonObject withoutTime(JsonObject object) {
    List<Member> members = new ArrayList<>(object.members().size());
    for (Member member : object.members()) {
      if (member.name().startsWith("@timestamp.")) {
        notes.displaced(Guard.CLASH, member.name(), member.value());
      } else if (!member.name().equals("@timestamp")) {
        members.add(member);
      }
    }
    return new JsonObject(members);
  }

  private Fields json(JsonObject object, String text, long eventEpochMillis) {
    Fields fields = new Fields();
    placeTime(fields, LiftedFields.time(object), eventEpochMillis);
    LiftedFields.level(object)
        .map(LineShape::commonName)
        .ifPresent(level -> fields.place(new JsonString(level), "log", "level"));
    // A line without a message of its own is found by full text all the same.
    String message = LiftedFields.message(object).orElse(text);
    fields.place(new JsonString(message), "message");
    placeJson(fields, object);
    return fields;
  }

  /** One name for one level, so that one search finds it; {@code json} keeps what was written. */
  private static String commonName(String level) {
    return Level.named(level).map(Level::name).orElse(level);
  }

  private Fields text(String text, long eventEpochMillis) {
    Fields fields = new Fields();
    placeTime(fields, Optional.empty(), eventEpochMillis);
    fields.place(new JsonString(text), "message");
    return fields;
  }

  private void placeTime(Fields fields, Optional<Instant> own, long eventEpochMillis) {
    Instant time = own.orElseGet(() -> eventTime(eventEpochMillis));
    fields.place(new JsonString(Timestamps.text(time)), "@timestamp");
  }

  private Instant eventTime(long epochMillis) {
    Instant time = Timestamps.nearestInRange(Instant.ofEpochMilli(epochMillis));
    if (time.toEpochMilli() != epochMillis) {
      notes.displaced(Guard.TIMESTAMP, "timestamp", new JsonNumber(Long.toString(epochMillis)));
    }
    return time;
  }
}
