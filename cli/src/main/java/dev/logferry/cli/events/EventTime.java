package dev.logferry.cli.events;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/** The time that {@code ship} stamps on its events. */
final class EventTime {

  private EventTime() {}

  /**
   * From {@code now} or an ISO time with its zone, as {@code 2026-11-22T09:30:00+09:00}; cut to the
   * millisecond, as in CloudWatch.
   *
   * @throws IllegalArgumentException when the text is neither
   */
  static Instant parse(String text, Instant now) {
    if (text.equals("now")) {
      return toMillis(now);
    }
    try {
      return checked(toMillis(OffsetDateTime.parse(text).toInstant()));
    } catch (DateTimeException _) {
      throw new IllegalArgumentException(
          "--timestamp must be now or an ISO time with its zone, as 2026-11-22T09:30:00Z, not '%s'"
              .formatted(text));
    }
  }

  /** Cut to the millisecond, and not before 1970: a file may claim any time. */
  static Instant ofFile(Instant lastModified) {
    return lastModified.isBefore(Instant.EPOCH) ? Instant.EPOCH : toMillis(lastModified);
  }

  private static Instant checked(Instant time) {
    if (time.isBefore(Instant.EPOCH) || !time.isBefore(EventIds.END)) {
      throw new IllegalArgumentException(
          "--timestamp must be from 1970 to 2111, not '%s'".formatted(time));
    }
    return time;
  }

  private static Instant toMillis(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS);
  }
}
