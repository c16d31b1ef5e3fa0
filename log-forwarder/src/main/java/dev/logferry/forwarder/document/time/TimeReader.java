package dev.logferry.forwarder.document.time;

import dev.logferry.forwarder.json.Utf8;
import java.time.ZoneId;

/**
 * Reads times as programs write them into log lines, from left to right and without {@code
 * java.time.format}, whose set-up a cold start would pay for:
 *
 * <ul>
 *   <li>ISO 8601, with a {@code T} or a blank, a point or a comma, with and without an offset
 *   <li>{@code 2026/11/28 22:00:00}, {@code 28/Nov/2026:22:00:00 +0000}, {@code 28 Nov 2026
 *       22:00:00}, {@code Sat Nov 28 22:00:00 2026}, {@code Nov 28, 2026 10:00:00 PM}
 *   <li>{@code Nov 28 22:00:00}, without a year
 * </ul>
 *
 * What a time does not say is assumed and noted. Not thread-safe.
 */
public final class TimeReader {

  private static final int LARGEST_OFFSET_SECONDS = 18 * 3_600;
  private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
  private static final String WEEKDAYS = "montuewedthufrisatsun";

  private final TimeParts parts = new TimeParts();
  private byte[] text = {};
  private int at;
  private int limit;

  /**
   * Says what to assume from now on.
   *
   * @param assumedZone of times that name none
   * @param cloudWatchMillis near which the time lies
   */
  public void assume(ZoneId assumedZone, long cloudWatchMillis) {
    parts.assume(assumedZone, cloudWatchMillis);
  }

  /** Reads a text that is a time and nothing else, or an epoch. */
  public boolean read(Utf8 whole, Moment moment) {
    int start = whole.start();
    int end = whole.end();
    while (start < end && isBlank(whole.bytes()[start])) {
      start++;
    }
    while (end > start && isBlank(whole.bytes()[end - 1])) {
      end--;
    }
    return readBegin(whole.bytes(), start, end, moment) == end
        || EpochReader.read(whole.bytes(), start, end, moment);
  }

  /** Reads a number that is an epoch in seconds, milliseconds, microseconds or nanoseconds. */
  public boolean readEpoch(byte[] number, int start, int end, Moment moment) {
    return EpochReader.read(number, start, end, moment);
  }

  /**
   * Reads the time that a text begins with.
   *
   * @return the position after it; -1 if there is none
   */
  public int readBegin(byte[] line, int start, int end, Moment moment) {
    open(line, start, end);
    boolean date;
    if (!isDigit(at)) {
      date = namedDate();
    } else if (isDigit(at + 2)) {
      date = yearFirst() && dateEnd() && clock() && offset();
    } else {
      date = dayFirst() && clock() && offset();
    }
    return date && parts.resolve(moment) ? at : -1;
  }

  /** Reads {@code 1128 22:00:00.123456}, month and day without a year, as klog writes it. */
  public int readMonthDay(byte[] line, int start, int end, Moment moment) {
    open(line, start, end);
    parts.year = 0;
    parts.month = number(2);
    parts.day = number(2);
    return accept(' ') && clock() && parts.resolve(moment) ? at : -1;
  }

  /** Reads a time of day alone. */
  public int readClock(byte[] line, int start, int end, Moment moment) {
    open(line, start, end);
    return clock() && parts.resolveClock(moment) ? at : -1;
  }

  private void open(byte[] line, int start, int end) {
    text = line;
    at = start;
    limit = end;
    parts.clear();
  }

  /** {@code 2026-11-28} or {@code 2026/11/28}. */
  private boolean yearFirst() {
    parts.year = number(4);
    byte separator = current();
    if (separator != '-' && separator != '/') {
      return false;
    }
    at++;
    parts.month = number(2);
    boolean separated = accept((char) separator);
    parts.day = number(2);
    return separated;
  }

  private boolean dateEnd() {
    return accept('T') || accept('t') || accept(' ');
  }

  /** {@code 28/Nov/2026:}, {@code 28-Nov-2026 } or {@code 28 Nov 2026 }. */
  private boolean dayFirst() {
    parts.day = number(isDigit(at + 1) ? 2 : 1);
    byte separator = current();
    if (separator != '/' && separator != '-' && separator != ' ') {
      return false;
    }
    at++;
    parts.month = monthName();
    boolean separated = accept((char) separator);
    parts.year = number(4);
    return separated && (accept(':') || accept(' '));
  }

  /** {@code Nov 28 …}, perhaps after the day of the week. */
  private boolean namedDate() {
    if (name(WEEKDAYS) > 0) {
      at += 3;
      accept(',');
      if (!accept(' ')) {
        return false;
      }
      if (isDigit(at)) {
        return dayFirst() && clock() && offset();
      }
    }
    parts.month = monthName();
    if (!accept(' ')) {
      return false;
    }
    accept(' '); // before a day of one digit
    parts.day = number(isDigit(at + 1) ? 2 : 1);
    parts.year = 0;
    boolean comma = accept(',');
    if (!accept(' ')) {
      return false;
    }
    if (comma || (isDigit(at + 3) && !isDigit(at + 4) && at(at + 4) == ' ')) {
      parts.year = number(4);
      if (!accept(' ')) {
        return false;
      }
    }
    return clock(isDigit(at + 1) ? 2 : 1) && halfOfDay() && offset() && yearAtEnd();
  }

  /** {@code AM} or {@code PM}, if it stands there. */
  private boolean halfOfDay() {
    byte half = at(at + 1);
    if (current() == ' ' && at(at + 2) == 'M' && (half == 'A' || half == 'P')) {
      at += 3;
      parts.hour = parts.hour % 12 + (half == 'P' ? 12 : 0);
    }
    return true;
  }

  private boolean yearAtEnd() {
    boolean stands = parts.year == 0 && current() == ' ' && isDigit(at + 1) && isDigit(at + 4);
    if (stands && !isDigit(at + 5)) {
      at++;
      parts.year = number(4);
    }
    return true;
  }

  /** {@code 22:00}, {@code 22:00:00}, {@code 22:00:00.123}, or with a comma. */
  private boolean clock() {
    return clock(2);
  }

  private boolean clock(int hourDigits) {
    parts.hour = number(hourDigits);
    if (!accept(':')) {
      return false;
    }
    parts.minute = number(2);
    parts.second = 0;
    parts.nano = 0;
    if (current() == ':') {
      at++;
      parts.second = number(2);
      if ((current() == '.' || current() == ',') && isDigit(at + 1)) {
        at++;
        fraction();
      }
    }
    return parts.hasTimeOfDay();
  }

  /** Digits beyond nanoseconds are cut. */
  private void fraction() {
    int digits = 0;
    for (; isDigit(at); at++, digits++) {
      parts.nano = digits < 9 ? parts.nano * 10 + text[at] - '0' : parts.nano;
    }
    for (; digits < 9; digits++) {
      parts.nano *= 10;
    }
  }

  /** The offset from UTC or the zone's name, if one stands there. */
  private boolean offset() {
    byte c = current();
    if (c == 'Z' || c == 'z') {
      at++;
      parts.hasOffset = true;
    } else if (c == '+' || c == '-') {
      return numericOffset(false);
    } else if (c == ' ' && (at(at + 1) == '+' || at(at + 1) == '-')) {
      at++;
      if (!isNumericOffset()) {
        at--;
        return true;
      }
      return numericOffset(true);
    } else if (c == ' ') {
      zoneName();
    }
    return true;
  }

  /** After a blank only what can be nothing else counts. */
  private boolean isNumericOffset() {
    return isDigit(at + 1)
        && isDigit(at + 2)
        && (at(at + 3) == ':'
            ? isDigit(at + 4) && isDigit(at + 5)
            : isDigit(at + 3) && isDigit(at + 4));
  }

  private boolean numericOffset(boolean minutesNeeded) {
    int sign = current() == '-' ? -1 : 1;
    at++;
    int hours = number(2);
    boolean colon = current() == ':' && (minutesNeeded || isDigit(at + 1));
    if (colon) {
      at++;
    }
    int minutes = colon || isDigit(at) ? number(2) : 0;
    parts.offsetSeconds = sign * (hours * 3_600 + minutes * 60);
    parts.hasOffset = true;
    return hours >= 0
        && minutes >= 0
        && minutes < 60
        && Math.abs(parts.offsetSeconds) <= LARGEST_OFFSET_SECONDS;
  }

  private void zoneName() {
    int end = at + 1;
    while (end < limit && text[end] >= 'A' && text[end] <= 'Z') {
      end++;
    }
    int seconds = ZoneNames.offsetSeconds(text, at + 1, end);
    if (seconds != ZoneNames.UNKNOWN) {
      at = end;
      parts.hasOffset = true;
      parts.offsetSeconds = seconds;
    }
  }

  /** A number of so many digits; negative if they are not there. */
  private int number(int width) {
    int value = 0;
    for (int end = at + width; at < end; at++) {
      if (!isDigit(at)) {
        return -1;
      }
      value = value * 10 + text[at] - '0';
    }
    return value;
  }

  private int monthName() {
    int number = name(MONTHS);
    at += number > 0 ? 3 : 0;
    return number;
  }

  /** Which of some names of three letters stands there, from 1 on, in any case; 0 if none does. */
  private int name(String names) {
    for (int name = 0; name < names.length(); name += 3) {
      if ((at(at) | 0x20) == names.charAt(name)
          && (at(at + 1) | 0x20) == names.charAt(name + 1)
          && (at(at + 2) | 0x20) == names.charAt(name + 2)) {
        return name / 3 + 1;
      }
    }
    return 0;
  }

  private boolean accept(char c) {
    if (current() != c) {
      return false;
    }
    at++;
    return true;
  }

  private byte current() {
    return at(at);
  }

  private byte at(int position) {
    return position < limit ? text[position] : 0;
  }

  private boolean isDigit(int position) {
    byte c = at(position);
    return c >= '0' && c <= '9';
  }

  private static boolean isBlank(byte c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }
}
