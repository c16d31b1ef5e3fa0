package dev.logferry.cli.cloudwatch;

import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * The ids of the events of a time range. CloudWatch's ids begin with the event's milliseconds, and
 * have 56 digits from 1984 to 2112, so that the order of the texts is that of the numbers. AWS does
 * not document this; published ids of twelve years have the form, and an audit says so when it
 * meets one that has not.
 *
 * @param from inclusive
 * @param to exclusive
 */
public record EventIdRange(String from, String to) {
  private static final Pattern FORM = Pattern.compile("\\d{56}");
  private static final int TIME_SHIFT_BITS = 144;

  public static EventIdRange of(TimeSlice slice) {
    return new EventIdRange(first(slice.from()), first(slice.to()));
  }

  /** Whether an id has CloudWatch's form and says the event's time. */
  public static boolean hasForm(String id, long timestamp) {
    return FORM.matcher(id).matches() && timeOf(id) == timestamp;
  }

  /** The event's milliseconds, from an id of CloudWatch's form. */
  public static long timeOf(String id) {
    return new BigInteger(id).shiftRight(TIME_SHIFT_BITS).longValue();
  }

  private static String first(long millis) {
    return "%056d".formatted(BigInteger.valueOf(millis).shiftLeft(TIME_SHIFT_BITS));
  }
}
