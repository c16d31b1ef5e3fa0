package dev.logferry.api.logging;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds a line to the rules of ecs-logging, and to the stricter ones that this service promises.
 *
 * @see <a href="https://github.com/elastic/ecs-logging/blob/main/spec/spec.json">ecs-logging</a>
 */
public final class EcsLoggingSpec {

  /** In front of the driver that cuts soonest, at 16 KiB, there is room for what it adds. */
  static final int LESS_THAN_BYTES = 16_000;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final List<String> FIRST = List.of("@timestamp", "log.level", "message");
  private static final Set<String> LEVELS = Set.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR");

  private enum Type {
    TEXT,
    INTEGER,
    TEXTS
  }

  /** The spec's table, and the fields of ECS that our own code fills. */
  private static final Map<String, Type> TYPES =
      Map.ofEntries(
          Map.entry("log.level", Type.TEXT),
          Map.entry("message", Type.TEXT),
          Map.entry("ecs.version", Type.TEXT),
          Map.entry("trace.id", Type.TEXT),
          Map.entry("transaction.id", Type.TEXT),
          Map.entry("span.id", Type.TEXT),
          Map.entry("service.name", Type.TEXT),
          Map.entry("service.node.name", Type.TEXT),
          Map.entry("service.version", Type.TEXT),
          Map.entry("service.environment", Type.TEXT),
          Map.entry("event.dataset", Type.TEXT),
          Map.entry("process.thread.name", Type.TEXT),
          Map.entry("log.logger", Type.TEXT),
          Map.entry("log.origin.file.line", Type.INTEGER),
          Map.entry("log.origin.file.name", Type.TEXT),
          Map.entry("log.origin.function", Type.TEXT),
          Map.entry("error.type", Type.TEXT),
          Map.entry("error.message", Type.TEXT),
          Map.entry("error.stack_trace", Type.TEXT),
          Map.entry("event.kind", Type.TEXT),
          Map.entry("event.category", Type.TEXTS),
          Map.entry("event.type", Type.TEXTS),
          Map.entry("event.outcome", Type.TEXT),
          Map.entry("event.duration", Type.INTEGER),
          Map.entry("http.request.method", Type.TEXT),
          Map.entry("http.response.status_code", Type.INTEGER),
          Map.entry("http.response.body.bytes", Type.INTEGER),
          Map.entry("url.path", Type.TEXT),
          Map.entry("client.address", Type.TEXT),
          Map.entry("client.ip", Type.TEXT),
          Map.entry("user_agent.original", Type.TEXT));

  private EcsLoggingSpec() {}

  /** What is wrong with a line, its line feed included; empty for nothing. */
  public static List<String> violations(byte[] line) {
    List<String> found = new ArrayList<>();
    check(found, line.length < LESS_THAN_BYTES, "it has %d bytes".formatted(line.length));
    check(found, line.length > 0 && line[line.length - 1] == '\n', "it does not end");
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
      checkText(found, text.substring(0, Math.max(0, text.length() - 1)));
    } catch (CharacterCodingException e) {
      found.add("it is not UTF-8: " + e);
    }
    return found;
  }

  private static void checkText(List<String> found, String text) {
    text.codePoints()
        .filter(EcsLoggingSpec::mayBreakALine)
        .distinct()
        .forEach(codePoint -> found.add("it holds U+%04X".formatted(codePoint)));
    try {
      checkObject(found, JSON.readTree(text));
    } catch (JacksonException e) {
      found.add("it is no JSON object: " + e.getMessage());
    }
  }

  private static boolean mayBreakALine(int codePoint) {
    return Character.isISOControl(codePoint)
        || codePoint == 0x2028
        || codePoint == 0x2029
        || (codePoint >= 0x202A && codePoint <= 0x202E)
        || (codePoint >= 0x2066 && codePoint <= 0x2069);
  }

  private static void checkObject(List<String> found, JsonNode line) {
    List<String> names = List.copyOf(line.propertyNames());
    check(found, names.subList(0, Math.min(3, names.size())).equals(FIRST), "order " + names);
    check(found, isTime(line.path("@timestamp")), "@timestamp " + line.path("@timestamp"));
    check(found, LEVELS.contains(line.path("log.level").asString("")), "log.level");
    check(found, !line.path("ecs.version").asString("").isEmpty(), "no flat ecs.version");
    line.properties().forEach(member -> checkMember(found, member.getKey(), member.getValue()));
  }

  private static boolean isTime(JsonNode value) {
    try {
      return value.isString() && OffsetDateTime.parse(value.asString()).getYear() > 1969;
    } catch (DateTimeParseException _) {
      return false;
    }
  }

  private static void checkMember(List<String> found, String name, JsonNode value) {
    Type type = TYPES.get(name);
    if (type != null) {
      check(found, is(type, value), "%s is not %s: %s".formatted(name, type, value));
    }
    if (name.startsWith("labels")) {
      check(found, name.matches("(?s)labels\\.[^.*\\\\]+"), "no key of a label: " + name);
      check(found, value.isValueNode(), "no value of a label: " + value);
    }
    check(found, !name.isBlank() && !value.isObject(), "a nested or nameless member: " + name);
    decoded(value)
        .filter(codePoint -> mayBreakALine(codePoint) && codePoint != '\n' && codePoint != '\t')
        .forEach(codePoint -> found.add("%s says U+%04X".formatted(name, codePoint)));
  }

  private static java.util.stream.IntStream decoded(JsonNode value) {
    return value.isString() ? value.asString().codePoints() : value.toString().codePoints();
  }

  private static boolean is(Type type, JsonNode value) {
    return switch (type) {
      case TEXT -> value.isString();
      case INTEGER -> value.isIntegralNumber();
      case TEXTS -> value.isArray() && value.valueStream().allMatch(JsonNode::isString);
    };
  }

  private static void check(List<String> found, boolean isRight, String violation) {
    if (!isRight) {
      found.add(violation);
    }
  }
}
