package dev.logferry.localstack.cloudwatch;

import java.time.InstantSource;
import java.util.Collection;
import java.util.concurrent.ConcurrentSkipListMap;

/** The log groups of the account. Thread-safe. */
final class LogGroups {
  private final ConcurrentSkipListMap<String, LogGroup> groups = new ConcurrentSkipListMap<>();
  private final InstantSource clock;
  private final int maximumEvents;

  LogGroups(InstantSource clock, int maximumEvents) {
    this.clock = clock;
    this.maximumEvents = maximumEvents;
  }

  void create(String name) {
    if (!name.matches("[.\\-_/#A-Za-z0-9]{1,512}")) {
      throw ServiceException.invalidParameter("Invalid log group name: " + name);
    }
    if (groups.putIfAbsent(name, new LogGroup(name, clock.instant(), maximumEvents)) != null) {
      throw ServiceException.alreadyExists("The specified log group already exists");
    }
  }

  void delete(String name) {
    LogGroup group = named(name);
    group.subscriptions().forEach(Subscription::close);
    groups.remove(name);
  }

  /** The group of a name or an ARN. */
  LogGroup named(String nameOrArn) {
    String name = nameOrArn.replaceFirst("^arn:[^:]*:logs:[^:]*:\\d*:log-group:", "");
    LogGroup group = groups.get(name.replaceFirst(":\\*$", ""));
    if (group == null) {
      throw ServiceException.notFound("The specified log group does not exist.");
    }
    return group;
  }

  Collection<LogGroup> all() {
    return groups.values();
  }
}
