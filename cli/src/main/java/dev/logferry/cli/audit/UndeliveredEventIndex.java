package dev.logferry.cli.audit;

import dev.logferry.cli.audit.Finding.Kind;
import dev.logferry.cli.cloudwatch.TimeSlice;
import dev.logferry.cli.letters.UndeliveredEvent;
import dev.logferry.cli.letters.UndeliveredObject;
import dev.logferry.cli.letters.UndeliveredObjectReader;
import dev.logferry.cli.letters.UndeliveredObjectStore;
import dev.logferry.cli.terminal.CommandException;
import dev.logferry.cli.terminal.UndeterminedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The events of a time range that wait in S3, as dead letters or in Lambda's records of failed
 * invocations, by document id. Not thread-safe.
 */
final class UndeliveredEventIndex {

  /** Some 20 MB. */
  private static final int MAX_EVENTS_IN_MEMORY = 150_000;

  private static final int MAX_GAPS = 10;

  private final TimeSlice range;
  private final int most;
  private final Map<String, Place> places = new HashMap<>();
  private final List<String> gaps = new ArrayList<>();
  private long moreGaps;
  private boolean full;
  private Place last = new Place(Kind.MISSING, "");

  /**
   * Where an event waits.
   *
   * @param explanation the cause, and the object
   */
  record Place(Kind kind, String explanation) {}

  /** None, for a connection that names no bucket. */
  UndeliveredEventIndex(TimeSlice range) {
    this(range, MAX_EVENTS_IN_MEMORY);
  }

  /**
   * None yet.
   *
   * @param most how many events are kept in memory
   */
  UndeliveredEventIndex(TimeSlice range, int most) {
    this.range = range;
    this.most = most;
  }

  /**
   * Reads every object that was written since the range began: nothing waits before it happens.
   * What cannot be read becomes one of the {@link #gaps}.
   */
  void read(UndeliveredObjectStore store, UndeliveredObjectReader reader) {
    Instant from = Instant.ofEpochMilli(range.from());
    try {
      store.forEach(
          "", written -> !written.isBefore(from), object -> reader.read(object, this::add));
    } catch (UndeterminedException unreadable) {
      addGap(CommandException.reasonOf(unreadable));
    }
  }

  private void add(UndeliveredEvent event) {
    if (event.id().isEmpty()) {
      addGap("%s: %s".formatted(address(event.object()), event.reason()));
      return;
    }
    long millis = event.time().toEpochMilli();
    if (millis < range.from() || millis >= range.to() || places.containsKey(event.id())) {
      return;
    }
    if (places.size() == most) {
      full = true;
      return;
    }
    Place place = place(event);
    // Thousands of events share a record: they share its text, too.
    last = place.equals(last) ? last : place;
    places.put(event.id(), last);
  }

  private static Place place(UndeliveredEvent event) {
    String explanation = "%s; in %s".formatted(event.cause(), address(event.object()));
    return new Place(
        event.object().kind() == UndeliveredObject.Kind.UNDELIVERED
            ? Kind.UNDELIVERED
            : Kind.DEAD_LETTERED,
        explanation);
  }

  private static String address(UndeliveredObject object) {
    return "s3://%s/%s".formatted(object.bucket(), object.key());
  }

  Optional<Place> of(String documentId) {
    return Optional.ofNullable(places.get(documentId));
  }

  private void addGap(String gap) {
    if (gaps.size() < MAX_GAPS) {
      gaps.add(gap);
    } else {
      moreGaps++;
    }
  }

  /** What was not read, so that events in it count as missing. */
  List<String> gaps() {
    List<String> all = new ArrayList<>(gaps);
    if (moreGaps > 0) {
      all.add("%,d more objects or events".formatted(moreGaps));
    }
    if (full) {
      all.add("S3 has more than %,d; audit a shorter range to see all".formatted(most));
    }
    return all;
  }
}
