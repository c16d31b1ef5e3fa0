package dev.logferry.analystpack.query;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations such as {@code 15m}, {@code 24h} and {@code 7d}. */
public final class Durations {

  private static final Pattern FORM = Pattern.compile("(\\d{1,6})([smhd])");

  private Durations() {}

  /** Parses a number and s, m, h or d. */
  public static Duration parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("'%s' is no duration such as 15m".formatted(text));
    }
    long amount = Long.parseLong(form.group(1));
    return switch (form.group(2)) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  /** As date math has it: {@code 15m}. */
  public static String dateMath(Duration duration) {
    Amount amount = Amount.of(duration);
    return amount.number() + amount.unit().substring(0, 1);
  }

  /** As ES|QL and people have it: {@code 15 minutes}. */
  public static String words(Duration duration) {
    Amount amount = Amount.of(duration);
    return "%d %s%s".formatted(amount.number(), amount.unit(), amount.number() == 1 ? "" : "s");
  }

  private record Amount(long number, String unit) {

    /** In the largest unit that divides it, though never more than 48 hours in hours. */
    static Amount of(Duration duration) {
      if (duration.toHours() > 24 && duration.toHours() % 24 == 0) {
        return new Amount(duration.toDays(), "day");
      }
      if (duration.toSeconds() % 3600 == 0) {
        return new Amount(duration.toHours(), "hour");
      }
      return duration.toSeconds() % 60 == 0
          ? new Amount(duration.toMinutes(), "minute")
          : new Amount(duration.toSeconds(), "second");
    }
  }
}
