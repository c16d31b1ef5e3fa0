package dev.logferry.api.logging;

import dev.logferry.api.http.RequestObserver;
import dev.logferry.api.http.RequestOutcome;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line per request, in ECS fields. Never a query: what people search for is private.
 *
 * @see <a href="https://www.elastic.co/docs/reference/ecs/ecs-http">http</a>
 */
public final class RequestLog implements RequestObserver {

  /** Requested by machines every few seconds. */
  private static final Set<String> ROUTINE = Set.of("/health/live", "/health/ready", "/metrics");

  private final Logger logger;

  /** Writes to the service's log. */
  public RequestLog() {
    this(LoggerFactory.getLogger(RequestLog.class));
  }

  RequestLog(Logger logger) {
    this.logger = logger;
  }

  @Override
  public void completed(RequestOutcome outcome) {
    Level level = level(outcome);
    if (!logger.isEnabledForLevel(level)) {
      return;
    }
    line(outcome, level).log();
  }

  private static Level level(RequestOutcome outcome) {
    if (outcome.status() < 500) {
      return outcome.route().filter(ROUTINE::contains).isPresent() ? Level.DEBUG : Level.INFO;
    }
    return outcome.status() == 503 ? Level.WARN : Level.ERROR;
  }

  private LoggingEventBuilder line(RequestOutcome outcome, Level level) {
    LoggingEventBuilder line =
        logger
            .atLevel(level)
            .setMessage("{} {} answered {}")
            .addArgument(outcome.method())
            .addArgument(outcome.route().orElse("(no route)"))
            .addArgument(outcome.status())
            .addKeyValue("trace.id", outcome.trace().traceId())
            .addKeyValue("span.id", outcome.trace().spanId())
            .addKeyValue("event.kind", "event")
            .addKeyValue("event.category", List.of("web"))
            .addKeyValue("event.type", List.of("access"))
            .addKeyValue("event.outcome", outcome.status() >= 500 ? "failure" : "success")
            .addKeyValue("event.duration", outcome.duration().toNanos())
            .addKeyValue("http.request.method", outcome.method())
            .addKeyValue("http.response.status_code", outcome.status())
            .addKeyValue("http.response.body.bytes", outcome.responseBytes())
            .addKeyValue("url.path", outcome.path())
            .addKeyValue("labels.route", outcome.route())
            .addKeyValue("client.address", outcome.clientAddress())
            .addKeyValue("client.ip", ip(outcome.clientAddress()))
            .addKeyValue("user_agent.original", outcome.userAgent());
    return outcome.error().map(thrown -> withError(line, level, thrown)).orElse(line);
  }

  /**
   * No stack trace below ERROR: while the database is unavailable, every request would have one.
   */
  private static LoggingEventBuilder withError(
      LoggingEventBuilder line, Level level, Throwable error) {
    return level == Level.ERROR
        ? line.setCause(error)
        : line.addKeyValue("error.type", error.getClass().getName())
            .addKeyValue("error.message", Optional.ofNullable(error.getMessage()));
  }

  /** The address if it is one and no name, as Elasticsearch's type {@code ip} takes it. */
  static Optional<String> ip(String address) {
    boolean isLiteral = address.indexOf(':') >= 0 || isDottedDigits(address);
    try {
      return isLiteral
          ? Optional.of(withoutZone(InetAddress.ofLiteral(address).getHostAddress()))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** What Java also takes for an address, like 127.1, is none in Elasticsearch. */
  private static boolean isDottedDigits(String address) {
    int dots = 0;
    for (int index = 0; index < address.length(); index++) {
      char character = address.charAt(index);
      if (character == '.') {
        dots++;
      } else if (character < '0' || character > '9') {
        return false;
      }
    }
    return dots == 3;
  }

  private static String withoutZone(String address) {
    int percent = address.indexOf('%');
    return percent < 0 ? address : address.substring(0, percent);
  }
}
