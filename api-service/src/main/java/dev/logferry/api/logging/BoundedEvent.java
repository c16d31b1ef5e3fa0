package dev.logferry.api.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An event whose texts are safe and short enough for a line. Safe means without control characters
 * other than line feed and tab, and without characters that reverse the direction of text: neither
 * a line nor what a terminal shows of it can be forged by what a client sends.
 */
final class BoundedEvent extends LoggingEvent {

  static final String CUT = "… [cut] …";

  private static final int MAX_MESSAGE = 4_000;
  private static final int MAX_NAME = 200;
  private static final int SMALLEST_LIMIT = 64;

  private final ILoggingEvent whole;
  private final int divisor;
  private final List<String> cutNames = new ArrayList<>();

  /**
   * The event with all texts cut to their limits.
   *
   * @param divisor by which the limits are smaller than usual
   */
  BoundedEvent(ILoggingEvent whole, int divisor) {
    this(whole, divisor, whole.getFormattedMessage());
  }

  /** The same with another message. */
  BoundedEvent(ILoggingEvent whole, int divisor, String message) {
    this.whole = whole;
    this.divisor = divisor;
    setTimeStamp(whole.getTimeStamp());
    setLevel(whole.getLevel());
    setMDCPropertyMap(Map.of());
    setMessage(fit("message", message, MAX_MESSAGE));
    setThreadName(fit("process.thread.name", whole.getThreadName(), MAX_NAME));
    setLoggerName(fit("log.logger", whole.getLoggerName(), MAX_NAME));
  }

  ILoggingEvent whole() {
    return whole;
  }

  int divisor() {
    return divisor;
  }

  /** The names of the texts that were cut. */
  List<String> cutNames() {
    return cutNames;
  }

  void noteCut(String name) {
    if (!cutNames.contains(name)) {
      cutNames.add(name);
    }
  }

  /**
   * A safe text of about so many characters at most, its beginning and its end: a stack trace has
   * the root cause at its end.
   */
  String fit(String name, String text, int usualLimit) {
    // Libraries do not keep our promise of no nulls.
    String given = Objects.requireNonNullElse(text, "");
    int limit = Math.max(SMALLEST_LIMIT, usualLimit / divisor);
    if (given.length() > limit) {
      noteCut(name);
      int half = limit / 2;
      given = given.substring(0, half) + CUT + given.substring(given.length() - half);
    }
    return isSafe(given) ? given : safe(given);
  }

  private static boolean isSafe(String text) {
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character < ' ' || character > '~') {
        return false;
      }
    }
    return true;
  }

  private static String safe(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().map(BoundedEvent::safe).forEach(safe::appendCodePoint);
    return safe.toString();
  }

  private static int safe(int point) {
    if (point == '\n' || point == '\t') {
      return point;
    }
    boolean separator = point == 0x85 || point == 0x2028 || point == 0x2029;
    boolean direction =
        (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
    boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    return Character.isISOControl(point) || separator || direction || half ? 0xFFFD : point;
  }
}
