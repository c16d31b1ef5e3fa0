package dev.logferry.cli.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;

/**
 * Gives ids to the events of one upload, in increasing order. The same log group, log stream, times
 * and texts get the same ids again, so that a file shipped twice is stored once.
 *
 * <p>As in CloudWatch's own ids, which are the milliseconds times 2^144 and something undocumented,
 * the time leads. Below it: the position in the input (48 bits), a hash of the origin and the text
 * (80 bits), and 16 bits for the parts of a cut event.
 */
public final class EventIds {
  /** From here on an id would have 57 digits: in the year 2112. */
  public static final Instant END =
      Instant.ofEpochMilli(BigInteger.TEN.pow(56).shiftRight(144).longValueExact());

  private static final int TIME_SHIFT_BITS = 144;
  private static final int POSITION_SHIFT_BITS = 96;
  private static final int HASH_BYTES = 10;
  private static final int PART_BITS = 16;

  private final MessageDigest sha256 = sha256();
  private final byte[] logGroup;
  private final byte[] logStream;
  private long position;

  public EventIds(String logGroup, String logStream) {
    this.logGroup = logGroup.getBytes(UTF_8);
    this.logStream = logStream.getBytes(UTF_8);
  }

  /**
   * The id of the next event.
   *
   * @param time of the event, from 1970 and before {@link #END}; never earlier than the time before
   *     it
   */
  public EventId next(Instant time, String text) {
    if (time.isBefore(Instant.EPOCH) || !time.isBefore(END)) {
      throw new IllegalArgumentException(
          "time %s is not from %s to %s".formatted(time, Instant.EPOCH, END));
    }
    var value =
        BigInteger.valueOf(time.toEpochMilli())
            .shiftLeft(TIME_SHIFT_BITS)
            .or(BigInteger.valueOf(position++).shiftLeft(POSITION_SHIFT_BITS))
            .or(hash(text).shiftLeft(PART_BITS));
    return new EventId(value, PART_BITS);
  }

  private BigInteger hash(String text) {
    addLengthPrefixed(logGroup);
    addLengthPrefixed(logStream);
    addLengthPrefixed(text.getBytes(UTF_8));
    return new BigInteger(1, Arrays.copyOf(sha256.digest(), HASH_BYTES));
  }

  private void addLengthPrefixed(byte[] part) {
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part.length));
    sha256.update(part);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }
}
