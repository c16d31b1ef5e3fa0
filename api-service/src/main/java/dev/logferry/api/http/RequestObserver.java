package dev.logferry.api.http;

/** Notified of every request when its response was sent; the log and the metrics are such. */
@FunctionalInterface
public interface RequestObserver {

  /** Must not fail, and must be quick: the connection waits. */
  void completed(RequestOutcome outcome);
}
