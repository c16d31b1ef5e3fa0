package dev.logferry.forwarder.document.time;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * What a text says of a time, of which {@link TimeReader} fills in what there is, and what is
 * assumed of the rest: the zone, the year or the date. Reused; not thread-safe.
 */
final class TimeParts {

  int year;
  int month;
  int day;
  int hour;
  int minute;
  int second;
  int nano;
  boolean hasOffset;
  int offsetSeconds;

  private ZoneId zone = ZoneOffset.UTC;
  private long eventMillis;

  void assume(ZoneId assumedZone, long cloudWatchMillis) {
    zone = assumedZone;
    eventMillis = cloudWatchMillis;
  }

  void clear() {
    nano = 0;
    hasOffset = false;
    offsetSeconds = 0;
  }

  boolean hasTimeOfDay() {
    return hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
  }

  /** Makes a time of a date, of which the year may be missing (0), and a time of day. */
  boolean resolve(Moment moment) {
    boolean yearAssumed = year == 0;
    if (yearAssumed) {
      year = nearestYear();
    }
    if (!Days.isDate(year, month, day)) {
      return false;
    }
    setFrom(Days.of(year, month, day), moment);
    if (yearAssumed) {
      moment.assume(Assumption.YEAR);
    }
    return moment.isInRange();
  }

  private void setFrom(long epochDay, Moment moment) {
    long local = epochDay * 86_400 + hour * 3_600L + minute * 60L + second;
    moment.set(local - (hasOffset ? offsetSeconds : zoneOffsetSeconds(local)), nano);
    if (!hasOffset) {
      moment.assume(Assumption.TIME_ZONE);
    }
  }

  private int zoneOffsetSeconds(long localSecond) {
    if (zone.equals(ZoneOffset.UTC)) {
      return 0;
    }
    LocalDateTime local = LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC);
    return zone.getRules().getOffset(local).getTotalSeconds();
  }

  /** The year that brings the date nearest to CloudWatch's time; 0 if none has that date. */
  private int nearestYear() {
    long eventDay = Math.floorDiv(eventMillis, 86_400_000L);
    int eventYear = Math.clamp(Days.date(Math.clamp(eventDay, 0, 100_000)) / 10_000, 1970, 2261);
    int nearest = 0;
    long smallest = Long.MAX_VALUE;
    for (int candidate = eventYear - 1; candidate <= eventYear + 1; candidate++) {
      if (Days.isDate(candidate, month, day)) {
        long distance = Math.abs(Days.of(candidate, month, day) - eventDay);
        if (distance < smallest) {
          smallest = distance;
          nearest = candidate;
        }
      }
    }
    return nearest;
  }

  /** The day that brings the time of day nearest to CloudWatch's time. */
  boolean resolveClock(Moment moment) {
    long eventSecond = Math.floorDiv(eventMillis, 1_000L);
    long eventDay = Math.floorDiv(eventSecond, 86_400L);
    long nearest = eventDay;
    long smallest = Long.MAX_VALUE;
    for (long candidate = eventDay - 1; candidate <= eventDay + 1; candidate++) {
      setFrom(candidate, moment);
      long distance = Math.abs(moment.second() - eventSecond);
      if (distance < smallest) {
        smallest = distance;
        nearest = candidate;
      }
    }
    setFrom(nearest, moment);
    moment.assume(Assumption.DATE);
    return moment.isInRange();
  }
}
