package dev.logferry.cli.ship;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Events that CloudWatch would take in one request. */
final class Batch {
  private final PayloadLimits limits;
  private final List<SourcedEvent> events = new ArrayList<>();
  private long bytes;

  Batch(PayloadLimits limits) {
    this.limits = limits;
  }

  boolean fits(SourcedEvent event) {
    return events.isEmpty()
        || (events.size() < limits.maxEvents()
            && bytes + event.batchBytes() <= limits.maxBatchBytes()
            && span(event).compareTo(limits.maxSpan()) <= 0);
  }

  void add(SourcedEvent event) {
    events.add(event);
    bytes += event.batchBytes();
  }

  List<SourcedEvent> events() {
    return List.copyOf(events);
  }

  private Duration span(SourcedEvent event) {
    return Duration.between(events.getFirst().time(), event.time()).abs();
  }
}
