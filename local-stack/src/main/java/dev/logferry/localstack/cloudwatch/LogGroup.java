package dev.logferry.localstack.cloudwatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/** The events, streams and subscription filters of a log group. Thread-safe. */
final class LogGroup {
  private final String name;
  private final Instant created;
  private final int maximumEvents;
  private final TreeMap<String, Instant> streams = new TreeMap<>();
  private final SequencedMap<String, Subscription> subscriptions = new LinkedHashMap<>();
  private final ArrayList<StoredEvent> events = new ArrayList<>();
  private boolean sorted = true;
  private long storedBytes;

  /**
   * An empty group.
   *
   * @param maximumEvents the oldest events are dropped when there are more, since all are in memory
   */
  LogGroup(String name, Instant created, int maximumEvents) {
    this.name = name;
    this.created = created;
    this.maximumEvents = maximumEvents;
  }

  String name() {
    return name;
  }

  Instant created() {
    return created;
  }

  synchronized long storedBytes() {
    return storedBytes;
  }

  /** When each stream was created, by its name. */
  synchronized Map<String, Instant> streams() {
    return new TreeMap<>(streams);
  }

  /** Returns whether there was none of this name. */
  synchronized boolean addStream(String stream, Instant now) {
    return streams.putIfAbsent(stream, now) == null;
  }

  synchronized List<Subscription> subscriptions() {
    return List.copyOf(subscriptions.values());
  }

  /** Sets a filter, in place of one of the same name. Two are the most that a group has. */
  synchronized void subscribe(Subscription subscription) {
    String filter = subscription.filter().name();
    if (!subscriptions.containsKey(filter) && subscriptions.size() == 2) {
      throw ServiceException.limitExceeded("Resource limit exceeded.");
    }
    Subscription replaced = subscriptions.put(filter, subscription);
    if (replaced != null) {
      replaced.close();
    }
  }

  synchronized void unsubscribe(String filter) {
    Subscription subscription = subscriptions.remove(filter);
    if (subscription == null) {
      throw ServiceException.notFound("The specified subscription filter does not exist.");
    }
    subscription.close();
  }

  synchronized void store(List<StoredEvent> added) {
    for (StoredEvent event : added) {
      sorted &= events.isEmpty() || events.getLast().compareTo(event) < 0;
      events.add(event);
      storedBytes += StoredEvent.sizeBytes(event.message());
    }
    if (events.size() > maximumEvents) {
      sort();
      // A tenth more, so that this is rare.
      events.subList(0, events.size() - maximumEvents + maximumEvents / 10).clear();
    }
  }

  /** Up to a number of events that follow an id, in order. */
  synchronized List<StoredEvent> after(EventId id, int limit) {
    sort();
    int from =
        Collections.binarySearch(events, new StoredEvent(id, "", ""), StoredEvent::compareTo);
    int next = from < 0 ? -from - 1 : from + 1;
    return List.copyOf(events.subList(next, Math.min(events.size(), next + limit)));
  }

  private void sort() {
    if (!sorted) {
      Collections.sort(events);
      sorted = true;
    }
  }
}
