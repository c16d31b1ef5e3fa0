package dev.logferry.cli.ship;

import dev.logferry.cli.events.LineRange;
import dev.logferry.cli.events.Origin;
import dev.logferry.localstack.cloudwatch.SubscriptionPayload;
import dev.logferry.localstack.cloudwatch.SubscriptionPayload.LogEvent;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Stream;

/**
 * Packs events into payloads: in order, none lost, each within the limits. Holds one batch at a
 * time, whatever the size of the input.
 */
final class PayloadPacker {

  private static final List<String> FILTERS = List.of("logferry-ship");

  private final Origin origin;
  private final PayloadLimits limits;
  private final EventSource source;
  private final Queue<Payload> ready = new ArrayDeque<>();
  private Optional<SourcedEvent> carried = Optional.empty();

  PayloadPacker(Origin origin, PayloadLimits limits, EventSource source) {
    this.origin = origin;
    this.limits = limits;
    this.source = source;
  }

  /** The next payload, or nothing at the end. */
  Optional<Payload> next() throws IOException {
    if (ready.isEmpty()) {
      List<SourcedEvent> batch = nextBatch();
      if (!batch.isEmpty()) {
        pack(batch).forEach(ready::add);
      }
    }
    return Optional.ofNullable(ready.poll());
  }

  private List<SourcedEvent> nextBatch() throws IOException {
    var batch = new Batch(limits);
    for (var event = nextEvent(); event.isPresent(); event = source.next()) {
      if (!batch.fits(event.get())) {
        carried = event;
        break;
      }
      batch.add(event.get());
    }
    return batch.events();
  }

  private Optional<SourcedEvent> nextEvent() throws IOException {
    if (carried.isEmpty()) {
      return source.next();
    }
    Optional<SourcedEvent> event = carried;
    carried = Optional.empty();
    return event;
  }

  /**
   * One payload, or more when Lambda would not take the whole: text that hardly compresses grows in
   * base64.
   */
  private Stream<Payload> pack(List<SourcedEvent> events) {
    byte[] lambdaEvent = payload(events).toLambdaEvent();
    if (lambdaEvent.length <= limits.maxLambdaEventBytes()) {
      return Stream.of(new Payload(lambdaEvent, events.size(), linesOf(events)));
    }
    if (events.size() == 1) {
      SourcedEvent event = events.getFirst();
      return Stream.concat(pack(List.of(event.firstHalf())), pack(List.of(event.secondHalf())));
    }
    int middle = events.size() / 2;
    return Stream.concat(
        pack(events.subList(0, middle)), pack(events.subList(middle, events.size())));
  }

  private SubscriptionPayload payload(List<SourcedEvent> events) {
    return new SubscriptionPayload(
        "DATA_MESSAGE",
        origin.owner(),
        origin.logGroup(),
        origin.logStream(),
        FILTERS,
        events.stream()
            .map(
                event ->
                    new LogEvent(
                        event.id().toString(), event.time().toEpochMilli(), event.record().text()))
            .toList());
  }

  private static LineRange linesOf(List<SourcedEvent> events) {
    return events.getFirst().record().lines().through(events.getLast().record().lines());
  }
}
