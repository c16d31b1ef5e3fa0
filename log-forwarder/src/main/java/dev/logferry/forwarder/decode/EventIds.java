package dev.logferry.forwarder.decode;

import dev.logferry.forwarder.json.Utf8;

/**
 * What CloudWatch's event ids say. AWS does not document them, but all that were seen since 2014
 * are one number of 56 decimal digits: the event's time in milliseconds, 20 zero bits, the time of
 * ingestion in milliseconds in 44 bits, 64 bits for the call that brought it, and a counter of 16
 * bits. An id of another shape says nothing.
 */
public final class EventIds {

  private static final int DIGITS = 56;
  private static final int WORDS = 6;
  private static final int CHUNK_DIGITS = 8;
  private static final long CHUNK = 100_000_000;

  /** An event is at most 14 days old, and at most two hours ahead, when CloudWatch takes it. */
  private static final long OLDEST_MILLIS = 15L * 24 * 3600 * 1000;

  private static final long YOUNGEST_MILLIS = 3L * 3600 * 1000;

  private EventIds() {}

  /** The event's time in epoch milliseconds; -1 if the id does not say. */
  public static long eventMillis(Utf8 id) {
    int[] words = words(id);
    return isShaped(words) ? eventMillis(words) : -1;
  }

  /**
   * When CloudWatch took an event in, in epoch milliseconds.
   *
   * @param eventMillis the event's time, with which its id has to agree
   * @return -1 if the id does not say
   */
  public static long ingestionMillis(Utf8 id, long eventMillis) {
    int[] words = words(id);
    if (!isShaped(words) || eventMillis(words) != eventMillis) {
      return -1;
    }
    // Bits 80 to 123 of the number; a word has 32 of them.
    long ingestion = (unsigned(words[2]) >>> 16) | ((unsigned(words[3]) & 0x0fff_ffff) << 16);
    boolean plausible =
        ingestion <= eventMillis + OLDEST_MILLIS && ingestion >= eventMillis - YOUNGEST_MILLIS;
    return plausible ? ingestion : -1;
  }

  /** Whether bits 124 to 143 are zero. */
  private static boolean isShaped(int[] words) {
    return words.length > 0 && (words[3] & 0xf000_0000) == 0 && (words[4] & 0xffff) == 0;
  }

  /** Bits 144 and up. */
  private static long eventMillis(int[] words) {
    return (unsigned(words[4]) >>> 16) | (unsigned(words[5]) << 16);
  }

  private static long unsigned(int word) {
    return word & 0xffff_ffffL;
  }

  /** The number in words of 32 bits, the lowest first; none if it is not one of 56 digits. */
  private static int[] words(Utf8 id) {
    if (id.length() != DIGITS) {
      return new int[0];
    }
    int[] words = new int[WORDS];
    for (int at = id.start(); at < id.end(); at += CHUNK_DIGITS) {
      int chunk = 0;
      for (int digit = at; digit < at + CHUNK_DIGITS; digit++) {
        int value = id.bytes()[digit] - '0';
        if (value < 0 || value > 9) {
          return new int[0];
        }
        chunk = chunk * 10 + value;
      }
      long carry = chunk;
      for (int word = 0; word < words.length; word++) {
        carry += unsigned(words[word]) * CHUNK;
        words[word] = (int) carry;
        carry >>>= 32;
      }
    }
    return words;
  }
}
