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

  private static final int MAX_DIGITS = 6;

  private RetryAfter() {}

  static Optional<Duration> seconds(String header) {
    String value = header.strip();
    boolean wholeSeconds =
        !value.isEmpty()
            && value.length() <= MAX_DIGITS
            && value.chars().allMatch(c -> c >= '0' && c <= '9');
    return wholeSeconds ? Optional.of(Duration.ofSeconds(Long.parseLong(value))) : Optional.empty();
  }
}
