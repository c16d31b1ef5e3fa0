package dev.logferry.forwarder.document;

import dev.logferry.forwarder.document.Json.JsonNumber;
import dev.logferry.forwarder.document.Json.JsonObject;
import dev.logferry.forwarder.document.Json.JsonString;
import dev.logferry.forwarder.document.Json.Member;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds message, level and time in a JSON object under the names that loggers commonly use, at its
 * top. Names are tried in order; dotted and nested ECS names come first.
 */
final class LiftedFields {

  private static final List<String> MESSAGE = List.of("message", "msg", "@message", "@m");
  private static final List<String> LEVEL =
      List.of("level", "severity", "loglevel", "log_level", "levelname", "@l", "lvl");
  private static final List<String> TIME =
      List.of("@timestamp", "timestamp", "time", "ts", "@t", "datetime", "instant");

  /** No logger has a longer name for a level; what is longer stays where it stands. */
  private static final int LONGEST_LEVEL = 50;

  private LiftedFields() {}

  static Optional<String> message(JsonObject object) {
    return first(object, MESSAGE, value -> string(value).filter(text -> !text.isBlank()));
  }

  static Optional<String> level(JsonObject object) {
    Optional<String> nested =
        member(object, "log")
            .flatMap(log -> log instanceof JsonObject inner ? member(inner, "level") : none())
            .flatMap(LiftedFields::levelName);
    return first(object, List.of("log.level"), LiftedFields::levelName)
        .or(() -> nested)
        .or(() -> first(object, LEVEL, LiftedFields::levelName));
  }

  static Optional<Instant> time(JsonObject object) {
    return first(object, TIME, LiftedFields::instant);
  }

  /** The level of shaped fields, if a logger padded it with blanks. */
  static Optional<String> paddedLevel(Fields fields) {
    return fields
        .value("log", "level")
        .flatMap(LiftedFields::string)
        .filter(level -> !level.equals(level.strip()) && !level.isBlank())
        .map(String::strip);
  }

  /** Level and time alone, under names that {@link #level} and {@link #time} find. */
  static JsonObject only(JsonObject object) {
    List<Member> members = new ArrayList<>();
    level(object).ifPresent(level -> members.add(new Member("level", new JsonString(level))));
    time(object)
        .map(Timestamps::text)
        .ifPresent(time -> members.add(new Member("time", new JsonString(time))));
    return new JsonObject(members);
  }

  private static <T> Optional<T> first(
      JsonObject object, List<String> names, Function<Json, Optional<T>> reading) {
    for (String name : names) {
      Optional<T> found = member(object, name).flatMap(reading);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<Json> member(JsonObject object, String name) {
    for (Member member : object.members()) {
      if (member.name().equals(name)) {
        return Optional.of(member.value());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> levelName(Json value) {
    return switch (value) {
      case JsonString(String name) when !name.isBlank() ->
          Optional.of(name.strip()).filter(level -> level.length() <= LONGEST_LEVEL);
      case JsonNumber(String literal) -> Level.ofPino(literal).map(Level::name);
      default -> Optional.empty();
    };
  }

  /** The instant that a string or a number names. */
  static Optional<Instant> instant(Json value) {
    return switch (value) {
      case JsonString(String text) -> Timestamps.parse(text);
      case JsonNumber(String literal) -> Timestamps.ofEpoch(Double.parseDouble(literal));
      default -> Optional.empty();
    };
  }

  private static Optional<String> string(Json value) {
    return value instanceof JsonString(String text) ? Optional.of(text) : Optional.empty();
  }

  private static Optional<Json> none() {
    return Optional.empty();
  }
}
