package dev.logferry.forwarder.document;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Reads and writes ISO 8601 instants without java.time's formatters, whose set-up a cold start
 * would pay for. What is read here is a subset of what {@code
 * DateTimeFormatter.ISO_OFFSET_DATE_TIME} accepts, plus a blank for the {@code T}, a comma for the
 * decimal point, decimals beyond nanoseconds, which are cut, and an offset without colon or
 * minutes; a test holds the two together.
 */
final class Timestamps {

  private static final Instant EARLIEST = Instant.ofEpochSecond(0);

  /** The end of Elasticsearch's date_nanos, in the year 2262. */
  private static final Instant LATEST = Instant.ofEpochSecond(9_223_372_036L);

  private static final int LARGEST_OFFSET_SECONDS = 18 * 3600;

  private Timestamps() {}

  /** The instant a text names, if it names one with an offset; between 1970 and 2262. */
  static Optional<Instant> parse(String text) {
    return new Reader(text.strip()).instant().filter(Timestamps::inRange);
  }

  /** An epoch in seconds, milliseconds, microseconds or nanoseconds, told apart by its size. */
  static Optional<Instant> ofEpoch(double epoch) {
    if (!Double.isFinite(epoch)) { // a literal such as 1e999: dividing it would never end
      return Optional.empty();
    }
    double scale = 1;
    for (double value = Math.abs(epoch); value >= 1e11; value /= 1e3) {
      scale *= 1e3;
    }
    double seconds = epoch / scale;
    boolean plausible = seconds >= 946_684_800d && seconds < 4_102_444_800d; // 2000 to 2100
    return plausible
        ? Optional.of(Instant.ofEpochMilli(Math.round(seconds * 1e3)))
        : Optional.empty();
  }

  /** As {@code 2026-11-22T09:30:00.123Z}; with nine decimals if it has more than milliseconds. */
  static String text(Instant instant) {
    long second = instant.getEpochSecond();
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(second, 86_400L));
    int ofDay = (int) Math.floorMod(second, 86_400L);
    StringBuilder text = new StringBuilder(30);
    digits(text, date.getYear(), 4).append('-');
    digits(text, date.getMonthValue(), 2).append('-');
    digits(text, date.getDayOfMonth(), 2).append('T');
    digits(text, ofDay / 3600, 2).append(':');
    digits(text, ofDay / 60 % 60, 2).append(':');
    digits(text, ofDay % 60, 2).append('.');
    int nanos = instant.getNano();
    boolean millisOnly = nanos % 1_000_000 == 0;
    return digits(text, millisOnly ? nanos / 1_000_000 : nanos, millisOnly ? 3 : 9)
        .append('Z')
        .toString();
  }

  /** The instant itself if Elasticsearch can hold it, else the nearest that it can. */
  static Instant nearestInRange(Instant instant) {
    if (inRange(instant)) {
      return instant;
    }
    return instant.isBefore(EARLIEST) ? EARLIEST : LATEST.minusMillis(1);
  }

  private static boolean inRange(Instant instant) {
    return !instant.isBefore(EARLIEST) && instant.isBefore(LATEST);
  }

  private static StringBuilder digits(StringBuilder text, int value, int width) {
    String digits = Integer.toString(value);
    return text.repeat('0', Math.max(0, width - digits.length())).append(digits);
  }

  /** Reads {@code yyyy-MM-ddTHH:mm[:ss[.fraction]]offset} from left to right. */
  private static final class Reader {
    private final String text;
    private int at;
    private boolean failed;

    Reader(String text) {
      this.text = text;
    }

    Optional<Instant> instant() {
      int year = number(4);
      expect('-');
      int month = number(2);
      expect('-');
      int day = number(2);
      if (!accept('T') && !accept('t')) {
        expect(' ');
      }
      int hour = number(2);
      expect(':');
      int minute = number(2);
      boolean seconds = accept(':');
      int second = seconds ? number(2) : 0;
      int nanos = seconds && (accept('.') || accept(',')) ? fraction() : 0;
      int offsetSeconds = offset();
      if (failed || at != text.length() || hour > 23 || minute > 59 || second > 59) {
        return Optional.empty();
      }
      try {
        long ofDay = hour * 3600L + minute * 60L + second - offsetSeconds;
        long epochSecond = LocalDate.of(year, month, day).toEpochDay() * 86_400L + ofDay;
        return Optional.of(Instant.ofEpochSecond(epochSecond, nanos));
      } catch (DateTimeException _) {
        return Optional.empty();
      }
    }

    private int offset() {
      if (accept('Z') || accept('z')) {
        return 0;
      }
      int sign = accept('-') ? -1 : 1;
      if (sign > 0) {
        expect('+');
      }
      int hours = number(2);
      int minutes = accept(':') || at < text.length() ? number(2) : 0;
      int seconds = hours * 3600 + minutes * 60;
      failed |= minutes > 59 || seconds > LARGEST_OFFSET_SECONDS;
      return sign * seconds;
    }

    private int fraction() {
      int nanos = 0;
      int digits = 0;
      for (; at < text.length() && isDigit(text.charAt(at)); at++, digits++) {
        nanos = digits < 9 ? nanos * 10 + (text.charAt(at) - '0') : nanos;
      }
      failed |= digits == 0;
      for (; digits < 9; digits++) {
        nanos *= 10;
      }
      return nanos;
    }

    private int number(int width) {
      int value = 0;
      for (int end = at + width; at < end; at++) {
        if (at >= text.length() || !isDigit(text.charAt(at))) {
          failed = true;
          return 0;
        }
        value = value * 10 + (text.charAt(at) - '0');
      }
      return value;
    }

    private void expect(char c) {
      failed |= !accept(c);
    }

    private boolean accept(char c) {
      boolean there = at < text.length() && text.charAt(at) == c;
      at += there ? 1 : 0;
      return there;
    }

    private static boolean isDigit(char c) {
      return c >= '0' && c <= '9';
    }
  }
}
