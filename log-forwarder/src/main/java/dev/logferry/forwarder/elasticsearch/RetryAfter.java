package dev.logferry.forwarder.elasticsearch;

import java.time.Duration;
import java.util.Optional;

/**
 * Reads the {@code Retry-After} header in its form of whole seconds. Its other form, a date, is for
 * web pages; it is ignored, and the ordinary backoff applies.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#field.retry-after">RFC 9110, Retry-After</a>
 */
final class RetryAfter {

  private static final Duration LONGEST = Duration.ofDays(365);

  private RetryAfter() {}

  /** How long to wait; a number beyond any wait is a year. Empty if it is no whole number. */
  static Optional<Duration> seconds(String header) {
    String value = header.strip();
    long seconds = 0;
    for (int i = 0; i < value.length(); i++) {
      char digit = value.charAt(i);
      if (digit < '0' || digit > '9') {
        return Optional.empty();
      }
      seconds = Math.min(LONGEST.toSeconds(), seconds * 10 + (digit - '0'));
    }
    return value.isEmpty() ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
  }
}
