package dev.logferry.api.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import co.elastic.logging.JsonUtils;
import co.elastic.logging.logback.EcsEncoder;
import dev.logferry.api.settings.LogSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.event.KeyValuePair;

/**
 * Writes an event as one line of ECS JSON that is never longer than log drivers accept in one
 * piece. The library's encoder writes time, level, message and names; this adds a bound on the
 * length and the key-value pairs of SLF4J, which the library leaves out.
 *
 * @see <a href="https://github.com/elastic/ecs-logging/blob/main/spec/spec.json">ecs-logging</a>
 * @see <a href="https://github.com/elastic/ecs-logging-java/issues/49">the missing pairs</a>
 */
final class LineEncoder extends EcsEncoder {

  /** The longest line, its line feed included. */
  static final int MAX_LINE_BYTES = 15_999;

  private static final int LARGEST_DIVISOR = 64;
  private static final int LAST_RESORT = 2 * LARGEST_DIVISOR;
  private static final int MAX_SERVICE = 200;
  private static final int MAX_VALUE = 1_000;
  private static final int MAX_KEY = 80;
  private static final int MAX_ERROR_MESSAGE = 1_500;
  private static final int MAX_STACK_TRACE = 13_000;
  private static final int USUAL_LINE = 1_200;
  private static final int MOST_KNOWN_NAMES = 500;

  private static final String LABELS = "labels.";

  /** ECS fields have words of lower case letters, digits and underscores, with dots between. */
  private static final Pattern FIELD = Pattern.compile("[a-z0-9_]+(\\.[a-z0-9_]+)+");

  private static final Pattern NO_LABEL = Pattern.compile("[^A-Za-z0-9_]");

  /** Names that only the encoder writes. */
  private static final Set<String> RESERVED =
      Set.of(
          "log.level",
          "ecs.version",
          "process.thread.name",
          "log.logger",
          "service.name",
          "service.version",
          "service.environment",
          "error.stack_trace",
          "labels.truncated");

  private final LogSettings settings;
  private final int maxLineBytes;
  private final Map<String, String> names = new ConcurrentHashMap<>();

  LineEncoder(LogSettings settings) {
    this(settings, MAX_LINE_BYTES);
  }

  LineEncoder(LogSettings settings, int maxLineBytes) {
    this.settings = settings;
    this.maxLineBytes = maxLineBytes;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    try {
      byte[] line = super.encode(new BoundedEvent(event, 1));
      for (int divisor = 2;
          line.length > maxLineBytes && divisor <= LARGEST_DIVISOR;
          divisor *= 2) {
        line = super.encode(new BoundedEvent(event, divisor));
      }
      return line;
    } catch (RuntimeException | StackOverflowError e) {
      // A value or throwable whose own methods fail. A broken line would not be seen by anyone.
      String message = e.getClass().getSimpleName() + " while a log line was written";
      return super.encode(new BoundedEvent(event, LAST_RESORT, message));
    }
  }

  @Override
  protected void addCustomFields(ILoggingEvent event, StringBuilder line) {
    BoundedEvent bounded = (BoundedEvent) event;
    line.ensureCapacity(USUAL_LINE);
    add(line, bounded, "service.name", settings.serviceName(), MAX_SERVICE);
    add(line, bounded, "service.version", settings.serviceVersion(), MAX_SERVICE);
    settings
        .serviceEnvironment()
        .ifPresent(name -> add(line, bounded, "service.environment", name, MAX_SERVICE));
    if (bounded.divisor() < LAST_RESORT) {
      addContent(line, bounded);
    }
    if (!bounded.cutNames().isEmpty()) {
      add(line, bounded, "labels.truncated", String.join(",", bounded.cutNames()), MAX_VALUE);
    }
  }

  private void addContent(StringBuilder line, BoundedEvent event) {
    pairs(event.whole()).forEach((name, value) -> addPair(line, event, name, value));
    IThrowableProxy thrown = event.whole().getThrowableProxy();
    if (thrown != null) {
      addError(line, event, thrown);
    }
  }

  /** Each name once, the first value wins. Keys and values may be null. */
  private Map<String, Object> pairs(ILoggingEvent event) {
    Map<String, Object> pairs = new LinkedHashMap<>();
    event.getMDCPropertyMap().forEach((key, value) -> put(pairs, key, value));
    List<KeyValuePair> given = Objects.requireNonNullElse(event.getKeyValuePairs(), List.of());
    given.forEach(pair -> put(pairs, pair.key, pair.value));
    return pairs;
  }

  private void put(Map<String, Object> pairs, String key, Object value) {
    Object known = value instanceof Optional<?> optional ? optional.orElse(null) : value;
    if (known != null) {
      pairs.putIfAbsent(name(String.valueOf(key)), known);
    }
  }

  /** What is not an ECS field becomes a label, which clashes with none. */
  private String name(String key) {
    String known = names.get(key);
    if (known != null) {
      return known;
    }
    String name = key;
    if (!FIELD.matcher(key).matches() || RESERVED.contains(key) || key.startsWith(LABELS)) {
      String label = key.startsWith(LABELS) ? key.substring(LABELS.length()) : key;
      String plain = NO_LABEL.matcher(label).replaceAll("_");
      name = LABELS + (plain.isEmpty() || plain.equals("truncated") ? "_" : plain);
    }
    name = name.length() > MAX_KEY ? name.substring(0, MAX_KEY) + "_" : name;
    if (names.size() < MOST_KNOWN_NAMES && key.length() <= MAX_KEY) {
      names.put(key, name);
    }
    return name;
  }

  private void addPair(StringBuilder line, BoundedEvent event, String name, Object value) {
    // Characters take up to six bytes; what comes after pairs needs room, too.
    int room = event.divisor() == 1 ? maxLineBytes : maxLineBytes / 8;
    if (line.length() > room) {
      event.noteCut("pairs");
      return;
    }
    switch (value) {
      case Long _, Integer _, Short _, Byte _, Boolean _ -> raw(line, name, value);
      case Double number when Double.isFinite(number) -> raw(line, name, value);
      case Float number when Float.isFinite(number) -> raw(line, name, value);
      case Iterable<?> elements when !name.startsWith(LABELS) -> array(line, event, name, elements);
      default -> add(line, event, name, String.valueOf(value), MAX_VALUE);
    }
  }

  private void addError(StringBuilder line, BoundedEvent event, IThrowableProxy thrown) {
    add(line, event, "error.type", thrown.getClassName(), MAX_SERVICE);
    if (thrown.getMessage() != null) {
      add(line, event, "error.message", thrown.getMessage(), MAX_ERROR_MESSAGE);
    }
    add(line, event, "error.stack_trace", ThrowableProxyUtil.asString(thrown), MAX_STACK_TRACE);
  }

  private static void raw(StringBuilder line, String name, Object value) {
    line.append('"').append(name).append("\":").append(value).append(',');
  }

  private static void add(
      StringBuilder line, BoundedEvent event, String name, String text, int limit) {
    line.append('"').append(name).append("\":");
    quoted(line, event.fit(name, text, limit)).append(',');
  }

  private static void array(
      StringBuilder line, BoundedEvent event, String name, Iterable<?> elements) {
    line.append('"').append(name).append("\":[");
    int start = line.length();
    for (Object element : elements) {
      if (line.length() - start > MAX_VALUE / event.divisor()) {
        event.noteCut(name);
        break;
      }
      line.append(line.length() == start ? "" : ",");
      quoted(line, event.fit(name, String.valueOf(element), MAX_VALUE));
    }
    line.append("],");
  }

  private static StringBuilder quoted(StringBuilder line, String text) {
    line.append('"');
    JsonUtils.quoteAsString(text, line);
    return line.append('"');
  }
}
