package dev.logferry.forwarder.document;

/**
 * Sends the events of some log groups to a data stream.
 *
 * @param logGroups matches the log group's whole name
 * @param dataStream where their events go
 */
public record Route(Glob logGroups, DataStream dataStream) {

  /** Whether the route is for this log group. */
  public boolean takes(String logGroup) {
    return logGroups.matches(logGroup);
  }
}
