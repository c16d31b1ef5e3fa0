package dev.logferry.api.http;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All who are told of requests. */
record Observers(List<RequestObserver> all) implements RequestObserver {

  private static final Logger LOGGER = LoggerFactory.getLogger(Observers.class);

  Observers {
    all = List.copyOf(all);
  }

  @Override
  public void completed(RequestOutcome outcome) {
    for (RequestObserver observer : all) {
      tell(observer, outcome);
    }
  }

  /** The answer is sent: whatever fails now must not look as if the request had. */
  private static void tell(RequestObserver observer, RequestOutcome outcome) {
    try {
      observer.completed(outcome);
    } catch (RuntimeException e) {
      LOGGER.atError().setCause(e).log("{} failed to note a request.", observer);
    }
  }
}
