package dev.logferry.cli.events;

import dev.logferry.forwarder.document.LineTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CloudWatch's times for the events of one upload, which never run backwards. Taken from the lines
 * themselves where they say one, as CloudWatch's agents do, so that a file that has grown gives its
 * earlier lines the same times, and so the same ids, again.
 */
public final class EventTimes {

  private static final Pattern LEADING_TIME =
      Pattern.compile(
          "^\\W{0,3}(\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d:\\d\\d)(?:[.,](\\d{1,9}))?(Z|[+-]\\d\\d:?\\d\\d)");

  private final LineTime lineTime = new LineTime();
  private final boolean fromLines;
  private Instant last;
  private boolean first = true;

  private EventTimes(boolean fromLines, Instant first) {
    this.fromLines = fromLines;
    this.last = first;
  }

  /** The same time for every event. */
  public static EventTimes constant(Instant time) {
    return new EventTimes(false, time);
  }

  /**
   * Each line's own time. A line without one, or with one that runs backwards, has the time of the
   * line before it.
   *
   * @param otherwise for all lines, if the first says no time
   */
  public static EventTimes ofLines(Instant otherwise) {
    return new EventTimes(true, otherwise);
  }

  /** The time of the next event. */
  public Instant next(String text) {
    if (fromLines) {
      ownTime(text).ifPresent(this::advance);
    }
    first = false;
    return last;
  }

  private void advance(Instant own) {
    last = first || own.isAfter(last) ? own : last;
  }

  private Optional<Instant> ownTime(String text) {
    return lineTime
        .of(text)
        .or(() -> leadingTime(text))
        .map(time -> time.truncatedTo(ChronoUnit.MILLIS))
        .filter(time -> !time.isBefore(Instant.EPOCH) && time.isBefore(EventIds.END));
  }

  private static Optional<Instant> leadingTime(String text) {
    Matcher matcher = LEADING_TIME.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    String fraction = matcher.group(3) == null ? "" : "." + matcher.group(3);
    String zone = matcher.group(4);
    String offset =
        zone.equals("Z") || zone.contains(":")
            ? zone
            : zone.substring(0, 3) + ":" + zone.substring(3);
    try {
      String iso = matcher.group(1) + "T" + matcher.group(2) + fraction + offset;
      return Optional.of(OffsetDateTime.parse(iso).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
