package dev.logferry.api.http;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which trace a request belongs to, in the terms of W3C Trace Context.
 *
 * @param traceId 32 lower case hexadecimal digits, not all zero
 * @param spanId of the work done here: 16 lower case hexadecimal digits, not all zero
 * @param sampled whether the caller records the trace
 * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">traceparent</a>
 */
public record TraceContext(String traceId, String spanId, boolean sampled) {

  private static final String NO_TRACE = "0".repeat(32);
  private static final String NO_SPAN = "0".repeat(16);

  /** Version, trace, the caller's span, flags; what later versions may add comes after a hyphen. */
  private static final Pattern TRACEPARENT =
      Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

  /** Longer than any version needs; what a caller sends beyond is not looked at. */
  private static final int MAX_LENGTH = 512;

  private static final int SAMPLED = 1;

  public TraceContext {
    if (!isHexadecimal(traceId, NO_TRACE.length()) || traceId.equals(NO_TRACE)) {
      throw new IllegalArgumentException("'%s' is no trace id".formatted(traceId));
    }
    if (!isHexadecimal(spanId, NO_SPAN.length()) || spanId.equals(NO_SPAN)) {
      throw new IllegalArgumentException("'%s' is no span id".formatted(spanId));
    }
  }

  private static boolean isHexadecimal(String text, int length) {
    if (text.length() != length) {
      return false;
    }
    for (int index = 0; index < length; index++) {
      if (!isDigit(text.charAt(index))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char character) {
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
  }

  /**
   * The caller's trace with a new span; a new trace if the caller names none, or names it wrongly.
   *
   * @param traceparent the header, if exactly one came
   * @param random where new ids come from; they are no secrets
   */
  public static TraceContext from(Optional<String> traceparent, RandomGenerator random) {
    return traceparent
        .filter(header -> header.length() <= MAX_LENGTH)
        .map(String::strip)
        .map(TRACEPARENT::matcher)
        .filter(TraceContext::isValid)
        .map(header -> continued(header, random))
        .orElseGet(() -> new TraceContext(newTraceId(random), newSpanId(random), false));
  }

  private static boolean isValid(Matcher header) {
    return header.matches()
        && isKnownForm(header.group(1), header.group(5) != null)
        && !header.group(2).equals(NO_TRACE)
        && !header.group(3).equals(NO_SPAN);
  }

  /** Version ff is forbidden; only versions after 00 may be longer. */
  private static boolean isKnownForm(String version, boolean hasMore) {
    return !version.equals("ff") && !(version.equals("00") && hasMore);
  }

  private static TraceContext continued(Matcher header, RandomGenerator random) {
    boolean sampled = (HexFormat.fromHexDigits(header.group(4)) & SAMPLED) != 0;
    return new TraceContext(header.group(2), newSpanId(random), sampled);
  }

  private static String newTraceId(RandomGenerator random) {
    return HexFormat.of().toHexDigits(random.nextLong())
        + HexFormat.of().toHexDigits(notZero(random));
  }

  private static String newSpanId(RandomGenerator random) {
    return HexFormat.of().toHexDigits(notZero(random));
  }

  private static long notZero(RandomGenerator random) {
    long value = random.nextLong();
    return value == 0 ? 1 : value;
  }

  /** The header that names the work done here, in version 00, to whomever it concerns. */
  public String traceparent() {
    return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
  }
}
