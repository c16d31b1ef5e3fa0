package dev.logferry.cli.events;

import java.math.BigInteger;

/**
 * Id of an event in CloudWatch's form: 56 decimal digits.
 *
 * @param value the number
 * @param freeBits how many low bits are zero, and free to number the parts of a cut event
 */
public record EventId(BigInteger value, int freeBits) {
  private static final int DIGITS = 56;
  private static final BigInteger END = BigInteger.TEN.pow(DIGITS);

  public EventId {
    if (value.signum() < 0 || value.compareTo(END) >= 0 || freeBits < 0) {
      throw new IllegalArgumentException("not an event id: " + value + ", free bits " + freeBits);
    }
  }

  /** Of the first half of a cut event. */
  public EventId firstHalf() {
    return new EventId(value, lessFreeBits());
  }

  /**
   * Of the second half: greater than every id in the first half, and less than the next event's.
   */
  public EventId secondHalf() {
    return new EventId(value.setBit(lessFreeBits()), lessFreeBits());
  }

  @Override
  public String toString() {
    String digits = value.toString();
    return "0".repeat(DIGITS - digits.length()) + digits;
  }

  private int lessFreeBits() {
    if (freeBits == 0) {
      throw new IllegalStateException("an event cannot be cut more often: " + this);
    }
    return freeBits - 1;
  }
}
