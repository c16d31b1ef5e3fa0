package dev.logferry.forwarder.document;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says where the events of some log groups and streams go, and what their lines do not say.
 *
 * @param logGroups matches the log group's whole name
 * @param logStreams matches the log stream's whole name
 * @param dataStream where their events go
 * @param service the service of lines that name none; {@code $1} stands for what the first {@code
 *     *} of the route stands for, {@code $2} for the second. Empty if the route names none
 * @param zone the time zone of times that name none; empty if the route names none
 */
public record Route(
    Glob logGroups, Glob logStreams, DataStream dataStream, String service, Optional<ZoneId> zone) {

  private static final Glob ANY = new Glob("*");

  /** A route for all streams of some log groups. */
  public Route(Glob logGroups, DataStream dataStream) {
    this(logGroups, ANY, dataStream, "", Optional.empty());
  }

  /** Whether the route is for all log streams. */
  public boolean takesAnything() {
    return logGroups.isAny() && logStreams.isAny();
  }

  /** Whether the route is for this log stream. */
  public boolean takes(String logGroup, String logStream) {
    return logGroups.matches(logGroup) && logStreams.matches(logStream);
  }

  /** The service that the route names for a log stream that it takes. */
  String serviceOf(String logGroup, String logStream) {
    if (service.indexOf('$') < 0) {
      return service;
    }
    List<String> parts = new ArrayList<>();
    logGroups.parts(logGroup).ifPresent(parts::addAll);
    logStreams.parts(logStream).ifPresent(parts::addAll);
    StringBuilder named = new StringBuilder();
    for (int at = 0; at < service.length(); at++) {
      char c = service.charAt(at);
      int number = c == '$' && at + 1 < service.length() ? service.charAt(at + 1) - '0' : 0;
      if (number >= 1 && number <= parts.size()) {
        named.append(parts.get(number - 1));
        at++;
      } else {
        named.append(c);
      }
    }
    return named.toString();
  }
}
