package dev.logferry.forwarder.document.line;

import dev.logferry.forwarder.document.Level;
import dev.logferry.forwarder.json.JsonKind;
import dev.logferry.forwarder.json.JsonStrings;
import dev.logferry.forwarder.json.JsonTape;
import dev.logferry.forwarder.json.Utf8Buffer;
import org.jspecify.annotations.Nullable;

/** Reads the level of a JSON line. The filter and the document read the same one. */
final class LevelOf {

  private LevelOf() {}

  /** The first value of {@code log.level}, dotted or nested, that names a level. */
  static @Nullable Level ecs(JsonTape tape) {
    for (int member = 1; member < tape.size(); member = tape.next(member)) {
      int value = -1;
      if (tape.isNamed(member, "log.level")) {
        value = member;
      } else if (tape.isNamed(member, "log") && tape.kind(member) == JsonKind.OBJECT) {
        value = tape.member(member, "level");
      }
      Level level = value < 0 ? null : level(tape, value);
      if (level != null) {
        return level;
      }
    }
    return null;
  }

  /** The level under the names that loggers use. */
  static @Nullable Level dialect(
      JsonDialects dialects, @Nullable JsonFormat format, JsonTape tape) {
    LevelFinder finder = new LevelFinder(tape);
    dialects.lift(format, finder);
    return finder.level == null && format != null ? format.level() : finder.level;
  }

  private static final class LevelFinder implements JsonDialects.Lifting {
    private final JsonTape tape;
    private @Nullable Level level;

    LevelFinder(JsonTape tape) {
      this.tape = tape;
    }

    @Override
    public boolean lift(JsonLift lift, String name, int member) {
      level = level == null ? read(lift.reading(), tape, member) : level;
      return level != null;
    }
  }

  /** The level that a member says, if it is read as a level. */
  static @Nullable Level read(JsonLift.Reading reading, JsonTape tape, int member) {
    boolean string = tape.kind(member) == JsonKind.STRING;
    if (!string && tape.kind(member) != JsonKind.WHOLE_NUMBER) {
      return null;
    }
    byte[] bytes = tape.bytes();
    int start = tape.start(member);
    int end = tape.end(member);
    return switch (reading) {
      case LEVEL -> level(tape, member);
      case LEVEL_NAME -> string ? Level.ofName(bytes, start, end) : null;
      case LEVEL_LETTER -> end == start + 1 ? Level.ofLetter(bytes[start]) : null;
      case SYSLOG_SEVERITY -> end == start + 1 ? Level.ofSyslogSeverity(bytes[start] - '0') : null;
      case OPEN_TELEMETRY_SEVERITY -> Level.ofOpenTelemetry(bytes, start, end);
      case PYTHON_LEVEL -> Level.ofPython(bytes, start, end);
      case TIME, MESSAGE, TEXT, TRACE_ID, CALLER, VALUE, STACK_TRACE -> null;
    };
  }

  /** A name with whatever is around it, or a number. */
  private static @Nullable Level level(JsonTape tape, int value) {
    if (tape.kind(value) != JsonKind.STRING && tape.kind(value) != JsonKind.WHOLE_NUMBER) {
      return null;
    }
    if (!tape.isEscaped(value)) {
      return Level.read(tape.bytes(), tape.start(value), tape.end(value));
    }
    Utf8Buffer text = new Utf8Buffer(16);
    JsonStrings.unescape(tape.bytes(), tape.start(value), tape.end(value), text);
    return Level.read(text.bytes(), 0, text.length());
  }
}
