package dev.logferry.forwarder.document.line;

import dev.logferry.forwarder.json.JsonKind;
import dev.logferry.forwarder.json.JsonTape;

/**
 * Recognises lines in ECS: they have {@code ecs.version}, or {@code @timestamp} and no member that
 * another dialect is known by.
 *
 * @see <a href="https://github.com/elastic/ecs-logging/tree/main/spec">The specification of
 *     ecs-logging</a>
 */
final class EcsMarks {

  static final String RECOGNISED_BY =
      "`ecs.version`; or `@timestamp` without a name of another dialect, such as `level`";

  /** ECS has all of these elsewhere. */
  private static final String[] OF_OTHERS = {
    "@version",
    "@level",
    "@message",
    "level",
    "severity",
    "levelname",
    "lvl",
    "logger_name",
    "loggerName",
    "thread_name",
    "threadName",
    "level_value"
  };

  private EcsMarks() {}

  static boolean isEcs(JsonTape tape) {
    boolean timestamp = false;
    for (int member = 1; member < tape.size(); member = tape.next(member)) {
      byte first = tape.bytes()[tape.nameStart(member)];
      if (first == 'e' && isVersion(tape, member)) {
        return true;
      }
      timestamp |= first == '@' && tape.isNamed(member, "@timestamp");
    }
    return timestamp && !hasNameOfOthers(tape);
  }

  private static boolean hasNameOfOthers(JsonTape tape) {
    for (int member = 1; member < tape.size(); member = tape.next(member)) {
      for (String name : OF_OTHERS) {
        if (tape.isNamed(member, name)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isVersion(JsonTape tape, int member) {
    return tape.isNamed(member, "ecs.version")
        || (tape.isNamed(member, "ecs")
            && tape.kind(member) == JsonKind.OBJECT
            && tape.member(member, "version") >= 0);
  }
}
