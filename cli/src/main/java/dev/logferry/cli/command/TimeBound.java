package dev.logferry.cli.command;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One end of a time range, as an operator types it. */
public final class TimeBound {
  private static final Pattern AGO = Pattern.compile("-?(\\d{1,9})([smhd])");

  private TimeBound() {}

  /**
   * From {@code -15m} (also s, h, d, and without the sign), {@code now}, an ISO time with its zone,
   * or a day, which begins in UTC.
   *
   * @throws IllegalArgumentException when the text is none of these
   */
  public static Instant parse(String text, Instant now) {
    Matcher ago = AGO.matcher(text);
    if (ago.matches()) {
      return now.minus(length(Long.parseLong(ago.group(1)), ago.group(2)));
    }
    if (text.toLowerCase(Locale.ROOT).equals("now")) {
      return now;
    }
    try {
      return text.contains("T")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException _) {
      throw new IllegalArgumentException(
          "not a time: '%s'; use -15m (s, m, h, d), now, 2026-11-22 or 2026-11-22T09:30:00Z"
              .formatted(text));
    }
  }

  private static Duration length(long amount, String unit) {
    return switch (unit) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
