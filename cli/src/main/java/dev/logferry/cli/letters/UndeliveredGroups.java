package dev.logferry.cli.letters;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Undelivered events by kind, service and cause. Not thread-safe. */
final class UndeliveredGroups {

  private final Map<Key, Group> groups = new LinkedHashMap<>();

  private record Key(UndeliveredObject.Kind kind, String service, String cause) {}

  /**
   * Events that were not delivered for the same cause.
   *
   * @param example path of an object that has one
   */
  record Group(
      UndeliveredObject.Kind kind,
      String service,
      String cause,
      long events,
      Instant first,
      Instant last,
      String example) {

    private Group with(UndeliveredEvent event) {
      Instant time = event.time();
      return new Group(
          kind,
          service,
          cause,
          events + 1,
          time.isBefore(first) ? time : first,
          time.isAfter(last) ? time : last,
          example);
    }
  }

  void add(UndeliveredEvent event) {
    Key key = new Key(event.object().kind(), event.service(), event.cause());
    Group group =
        groups.getOrDefault(
            key,
            new Group(
                key.kind(),
                key.service(),
                key.cause(),
                0,
                event.time(),
                event.time(),
                event.object().path()));
    groups.put(key, group.with(event));
  }

  /** The largest group first. */
  List<Group> groups() {
    return groups.values().stream()
        .sorted(Comparator.comparingLong(Group::events).reversed())
        .toList();
  }
}
