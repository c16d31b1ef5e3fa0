package dev.logferry.forwarder.document;

import java.util.List;

/**
 * Decides the data stream by log group. A log line has no say in it.
 *
 * @param routes tried in order; the first that takes the log group wins
 * @param otherwise where all other log groups go
 */
public record Routes(List<Route> routes, DataStream otherwise) {

  public Routes {
    routes = List.copyOf(routes);
  }

  /** The data stream for a log group's events. */
  public DataStream dataStreamFor(String logGroup) {
    for (Route route : routes) {
      if (route.takes(logGroup)) {
        return route.dataStream();
      }
    }
    return otherwise;
  }
}
