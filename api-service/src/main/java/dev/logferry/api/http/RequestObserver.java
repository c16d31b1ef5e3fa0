package dev.logferry.api.http;

/** Is told of every request when its answer was sent; the log and the metrics are such. */
@FunctionalInterface
public interface RequestObserver {

  /** Must not fail and must not take long: the connection waits. */
  void completed(RequestOutcome outcome);
}
