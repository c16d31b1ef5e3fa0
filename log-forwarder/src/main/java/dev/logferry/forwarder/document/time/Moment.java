package dev.logferry.forwarder.document.time;

import dev.logferry.forwarder.json.Utf8Buffer;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/** An instant that can be set again, with what was assumed to find it. Not thread-safe. */
public final class Moment {

  /** The end of Elasticsearch's date_nanos, in the year 2262. */
  private static final long LATEST_SECOND = 9_223_372_036L;

  private final Set<Assumption> assumptions = EnumSet.noneOf(Assumption.class);
  private long second;
  private int nano;

  /** Seconds since 1970. */
  public long second() {
    return second;
  }

  public int nano() {
    return nano;
  }

  public Instant toInstant() {
    return Instant.ofEpochSecond(second, nano);
  }

  /** Milliseconds since 1970. */
  public long millis() {
    return second * 1_000 + nano / 1_000_000;
  }

  public Set<Assumption> assumptions() {
    return assumptions;
  }

  void set(long newSecond, int newNano) {
    assumptions.clear();
    second = newSecond;
    nano = newNano;
  }

  void assume(Assumption assumption) {
    assumptions.add(assumption);
  }

  /** Becomes the same instant as another. */
  public void set(Moment other) {
    set(other.second, other.nano);
    assumptions.addAll(other.assumptions);
  }

  public boolean isSame(Moment other) {
    return second == other.second && nano == other.nano;
  }

  /**
   * Becomes the time so many nanoseconds after its second.
   *
   * @return false if the text is not a number below a billion
   */
  public boolean setNanos(byte[] digits, int start, int end) {
    int nanos = 0;
    for (int at = start; at < end; at++) {
      if (digits[at] < '0' || digits[at] > '9' || at - start == 9) {
        return false;
      }
      nanos = nanos * 10 + digits[at] - '0';
    }
    nano = nanos;
    return true;
  }

  /**
   * Becomes a time in milliseconds, or the nearest that Elasticsearch can hold.
   *
   * @return whether it is that time
   */
  public boolean setMillis(long millis) {
    set(Math.floorDiv(millis, 1_000L), (int) Math.floorMod(millis, 1_000L) * 1_000_000);
    if (second < 0) {
      set(0, 0);
      return false;
    }
    if (second >= LATEST_SECOND) {
      set(LATEST_SECOND - 1, 999_000_000);
      return false;
    }
    return true;
  }

  /** Whether Elasticsearch can hold it: it is from 1970 to 2262. */
  boolean isInRange() {
    return second >= 0 && second < LATEST_SECOND;
  }

  /** As {@code 2026-11-22T09:30:00.123Z}; with nine decimals if it has more than milliseconds. */
  public void appendTo(Utf8Buffer to) {
    byte[] text = to.room(32);
    int at = to.length();
    int date = Days.date(Math.floorDiv(second, 86_400L));
    int ofDay = (int) Math.floorMod(second, 86_400L);
    at = digits(date / 10_000, 4, text, at);
    text[at++] = '-';
    at = digits(date / 100 % 100, 2, text, at);
    text[at++] = '-';
    at = digits(date % 100, 2, text, at);
    text[at++] = 'T';
    at = digits(ofDay / 3_600, 2, text, at);
    text[at++] = ':';
    at = digits(ofDay / 60 % 60, 2, text, at);
    text[at++] = ':';
    at = digits(ofDay % 60, 2, text, at);
    text[at++] = '.';
    boolean millisOnly = nano % 1_000_000 == 0;
    at = millisOnly ? digits(nano / 1_000_000, 3, text, at) : digits(nano, 9, text, at);
    text[at++] = 'Z';
    to.advance(at);
  }

  private static int digits(int value, int width, byte[] to, int at) {
    int rest = value;
    for (int i = at + width - 1; i >= at; i--) {
      to[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return at + width;
  }
}
