package dev.logferry.localstack.cloudwatch;

import java.math.BigInteger;
import java.util.Comparator;

/**
 * The id of an event, in the layout that published ids of CloudWatch have: 44 bits of event time,
 * 20 zero bits, 44 bits of ingestion time, 64 bits that the events of one PutLogEvents request
 * share, and 16 bits that count within the request. AWS documents it as an opaque text; the order
 * is documented for <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html">FilterLogEvents</a>.
 *
 * @param timestamp milliseconds since 1970
 * @param ingestionTime milliseconds since 1970
 * @param request the PutLogEvents request, an unsigned number
 * @param position within the request
 */
record EventId(long timestamp, long ingestionTime, long request, int position)
    implements Comparable<EventId> {

  private static final Comparator<EventId> ORDER =
      Comparator.comparingLong(EventId::timestamp)
          .thenComparingLong(EventId::ingestionTime)
          .thenComparing(EventId::request, Long::compareUnsigned)
          .thenComparingInt(EventId::position);

  @Override
  public int compareTo(EventId other) {
    return ORDER.compare(this, other);
  }

  /** 56 decimal digits for times from 1984 to 2112. */
  @Override
  public String toString() {
    BigInteger value =
        BigInteger.valueOf(timestamp)
            .shiftLeft(144)
            .or(BigInteger.valueOf(ingestionTime).shiftLeft(80))
            .or(new BigInteger(Long.toUnsignedString(request)).shiftLeft(16))
            .or(BigInteger.valueOf(position));
    return "%056d".formatted(value);
  }

  /** Reads what {@link #toString} wrote. */
  static EventId parse(String text) {
    BigInteger value = new BigInteger(text);
    return new EventId(
        value.shiftRight(144).longValue(),
        value.shiftRight(80).longValue() & ((1L << 44) - 1),
        value.shiftRight(16).longValue(),
        value.intValue() & 0xFFFF);
  }
}
