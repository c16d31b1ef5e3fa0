package dev.logferry.forwarder.document;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Decides by log group and log stream which data stream events go to. A log line has no say in it.
 *
 * @param routes tried in order; the first that takes the log stream wins
 * @param otherwise where the events of all other log streams go
 * @param zone the time zone of times that name none, where the route does not name one
 */
public record Routes(List<Route> routes, DataStream otherwise, ZoneId zone) {

  public Routes {
    routes = List.copyOf(routes);
  }

  /** Routes with UTC as the time zone. */
  public Routes(List<Route> routes, DataStream otherwise) {
    this(routes, otherwise, ZoneOffset.UTC);
  }

  /**
   * What is decided for the events of a log stream.
   *
   * @param service of lines that name none; empty if no route names one
   */
  public record Decision(DataStream dataStream, String service, ZoneId zone) {}

  /** Where the events of a log stream go. */
  public Decision of(String logGroup, String logStream) {
    for (Route route : routes) {
      if (route.takes(logGroup, logStream)) {
        return new Decision(
            route.dataStream(), route.serviceOf(logGroup, logStream), route.zone().orElse(zone));
      }
    }
    return new Decision(otherwise, "", zone);
  }
}
