package dev.logferry.api.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import co.elastic.logging.logback.EcsEncoder;
import dev.logferry.api.settings.LogSettings;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.event.KeyValuePair;

/**
 * Writes an event as one line of ECS JSON that is never longer than log drivers take in one piece.
 * The library's encoder writes time, level, message and names; what it lacks is added here: bounds,
 * the key-value pairs of SLF4J, and a stack trace that gets the room that is left.
 *
 * @see <a href="https://github.com/elastic/ecs-logging/blob/main/spec/spec.json">ecs-logging</a>
 * @see <a href="https://github.com/elastic/ecs-logging-java/issues/49">the missing pairs</a>
 */
final class LineEncoder extends EcsEncoder {

  /** The longest line, its line feed included. */
  static final int MAX_LINE_BYTES = 15_999;

  private static final int MAX_SERVICE_BYTES = 200;
  private static final int MAX_PAIRS_BYTES = 4_000;
  private static final int MAX_PAIR_BYTES = 1_024;
  private static final int MAX_ERROR_TYPE_BYTES = 200;
  private static final int MAX_ERROR_MESSAGE_BYTES = 1_500;
  private static final int MAX_TRUNCATED_BYTES = 300;

  private static final String STACK_TRACE = "error.stack_trace";
  private static final String TRUNCATED = "labels.truncated";

  /** For the names of the last two members, their quotes, and the end of the line. */
  private static final int RESERVED_BYTES = 60 + MAX_TRUNCATED_BYTES;

  /** What only the encoder writes. */
  private static final Set<String> OWN_NAMES =
      Set.of(
          "log.level",
          "ecs.version",
          "process.thread.name",
          "log.logger",
          "service.name",
          "service.version",
          "service.environment",
          STACK_TRACE,
          TRUNCATED);

  private static final MemberNames NAMES = new MemberNames(OWN_NAMES);

  private static final int USUAL_LINE_CHARACTERS = 1_200;

  private final CutText serviceCut = new CutText();
  private final String service;
  private final int maxLineBytes;
  private final LineCounts counts;

  LineEncoder(LogSettings settings, LineCounts counts) {
    this(settings, counts, MAX_LINE_BYTES);
  }

  LineEncoder(LogSettings settings, LineCounts counts, int maxLineBytes) {
    this.service = service(settings);
    this.counts = counts;
    this.maxLineBytes = maxLineBytes;
  }

  /** The same in every line. */
  private String service(LogSettings settings) {
    StringBuilder text = new StringBuilder();
    Members members = new Members(text, serviceCut, NAMES);
    members.text("service.name", settings.serviceName(), MAX_SERVICE_BYTES);
    members.text("service.version", settings.serviceVersion(), MAX_SERVICE_BYTES);
    settings
        .serviceEnvironment()
        .ifPresent(name -> members.text("service.environment", name, MAX_SERVICE_BYTES));
    return text.toString();
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    counts.count(event.getLevel());
    try {
      byte[] line = super.encode(new BoundedEvent(event));
      return line.length <= maxLineBytes ? line : lastResort(event, "longer than a line may be");
    } catch (RuntimeException | StackOverflowError e) {
      return lastResort(event, e.getClass().getName());
    }
  }

  /** Should not happen, but nobody would see a line that is broken. */
  private byte[] lastResort(ILoggingEvent event, String reason) {
    String message = "(a log line could not be written as it is: %s)".formatted(reason);
    return super.encode(new BoundedEvent(event, message));
  }

  @Override
  protected void addCustomFields(ILoggingEvent event, StringBuilder line) {
    BoundedEvent bounded = (BoundedEvent) event;
    line.ensureCapacity(USUAL_LINE_CHARACTERS);
    line.append(service);
    serviceCut.cutNames().forEach(bounded.cut()::noteCut);
    Members members = new Members(line, bounded.cut(), NAMES);
    if (!bounded.isLastResort()) {
      addPairs(members, bounded);
      addError(members, bounded);
    }
    List<String> cutNames = bounded.cut().cutNames();
    if (!cutNames.isEmpty()) {
      members.text(TRUNCATED, String.join(",", cutNames), MAX_TRUNCATED_BYTES);
    }
  }

  private static void addPairs(Members members, BoundedEvent event) {
    int end = members.bytes() + MAX_PAIRS_BYTES;
    event
        .whole()
        .getMDCPropertyMap()
        .forEach((key, value) -> addPair(members, event.cut(), key, value, end));
    List<KeyValuePair> pairs =
        Objects.requireNonNullElse(event.whole().getKeyValuePairs(), List.of());
    pairs.forEach(pair -> addPair(members, event.cut(), pair.key, pair.value, end));
  }

  /** Keys and values may be null: SLF4J lets whatever comes through. */
  private static void addPair(Members members, CutText cut, String key, Object value, int end) {
    Object known = value instanceof Optional<?> optional ? optional.orElse(null) : value;
    if (members.bytes() + MAX_PAIR_BYTES > end) {
      cut.noteCut(String.valueOf(key));
    } else if (known != null) {
      members.value(String.valueOf(key), known, MAX_PAIR_BYTES);
    }
  }

  private void addError(Members members, BoundedEvent event) {
    IThrowableProxy thrown = event.whole().getThrowableProxy();
    if (thrown == null) {
      return;
    }
    members.text("error.type", thrown.getClassName(), MAX_ERROR_TYPE_BYTES);
    if (thrown.getMessage() != null) {
      members.text("error.message", thrown.getMessage(), MAX_ERROR_MESSAGE_BYTES);
    }
    int room = maxLineBytes - members.bytes() - RESERVED_BYTES;
    String text = new StackTraceText(thrown, room).fit(STACK_TRACE, event.cut());
    members.text(STACK_TRACE, text, room);
  }
}
