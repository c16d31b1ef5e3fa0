package dev.logferry.forwarder.document.time;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Abbreviations of time zones that log lines use and that mean one offset only, as in PostgreSQL's
 * default set. BST and IST, which mean several, are not among them.
 *
 * @see <a href="https://www.postgresql.org/docs/current/datetime-config-files.html">PostgreSQL's
 *     time zone abbreviations</a>
 */
final class ZoneNames {

  /** What {@link #offsetSeconds} says of a name that is not known. */
  static final int UNKNOWN = Integer.MIN_VALUE;

  private static final Zone[] ZONES = {
    new Zone("UTC", 0),
    new Zone("GMT", 0),
    new Zone("Z", 0),
    new Zone("CET", 1),
    new Zone("CEST", 2),
    new Zone("WET", 0),
    new Zone("WEST", 1),
    new Zone("EET", 2),
    new Zone("EEST", 3),
    new Zone("MSK", 3),
    new Zone("JST", 9),
    new Zone("KST", 9),
    new Zone("SGT", 8),
    new Zone("EST", -5),
    new Zone("EDT", -4),
    new Zone("CST", -6),
    new Zone("CDT", -5),
    new Zone("MST", -7),
    new Zone("MDT", -6),
    new Zone("PST", -8),
    new Zone("PDT", -7),
    new Zone("AEST", 10),
    new Zone("AEDT", 11),
  };

  private ZoneNames() {}

  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record Zone(byte[] name, int hours) {
    Zone(String name, int hours) {
      this(name.getBytes(StandardCharsets.US_ASCII), hours);
    }
  }

  /** The offset from UTC that a name stands for. */
  static int offsetSeconds(byte[] text, int start, int end) {
    for (Zone zone : ZONES) {
      if (zone.name().length == end - start
          && Arrays.equals(zone.name(), 0, end - start, text, start, end)) {
        return zone.hours() * 3_600;
      }
    }
    return UNKNOWN;
  }
}
