package dev.logferry.forwarder.document.time;

import java.nio.charset.StandardCharsets;

/**
 * Reads an epoch in seconds, milliseconds, microseconds or nanoseconds, which are distinguished by
 * their size. Only times from 2000 to 2100 are taken for one.
 */
final class EpochReader {

  private static final long EARLIEST_SECOND = 946_684_800L; // 2000
  private static final long END_SECOND = 4_102_444_800L; // 2100
  private static final int MAX_DIGITS = 19;

  private EpochReader() {}

  /** Whether all of a text is a number that names a time. */
  static boolean read(byte[] text, int start, int end, Moment moment) {
    int at = start;
    long whole = 0;
    for (; at < end && isDigit(text[at]) && at - start < MAX_DIGITS; at++) {
      whole = whole * 10 + text[at] - '0';
    }
    if (at == start || whole < 0) {
      return false;
    }
    long nanos = 0;
    if (at < end && text[at] == '.') {
      at++;
      int digits = 0;
      for (; at < end && isDigit(text[at]); at++, digits++) {
        nanos = digits < 9 ? nanos * 10 + text[at] - '0' : nanos;
      }
      for (; digits < 9; digits++) {
        nanos *= 10;
      }
    }
    return at == end ? set(whole, nanos, moment) : readFloat(text, start, end, moment);
  }

  /**
   * @param billionths of the unit that the whole number counts
   */
  private static boolean set(long whole, long billionths, Moment moment) {
    long perSecond = 1;
    for (long seconds = whole; seconds >= 100_000_000_000L && perSecond < 1_000_000_000L; ) {
      perSecond *= 1_000;
      seconds = whole / perSecond;
    }
    long second = whole / perSecond;
    long nano = whole % perSecond * (1_000_000_000L / perSecond) + billionths / perSecond;
    moment.set(second, (int) nano);
    return second >= EARLIEST_SECOND && second < END_SECOND;
  }

  /** With an exponent, which hardly any logger writes. */
  private static boolean readFloat(byte[] text, int start, int end, Moment moment) {
    if (end - start > 40 || (text[end - 1] < '0' || text[end - 1] > '9')) {
      return false;
    }
    try {
      double value =
          Double.parseDouble(new String(text, start, end - start, StandardCharsets.US_ASCII));
      return value >= 0 && value < 1e19 && set((long) value, 0, moment);
    } catch (NumberFormatException _) {
      return false;
    }
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }
}
