package dev.logferry.endtoend.chaos;

import dev.logferry.forwarder.testing.Payloads;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;

/** Makes the payloads of a run. A payload is always encoded as the same bytes. */
final class PayloadMaker {

  /** Their events go to two data streams, see {@link ChaosStack}. */
  static final List<String> LOG_GROUPS = List.of("/chaos/shop-api", "/chaos/orders");

  private static final String STREAM_PREFIX = "chaos/";
  private static final int CONFLICT_EVERY = 50;

  private final ChaosPlan plan;
  private final IntPredicate conflicts;

  /**
   * @param conflicts which payloads get events that conflict with the mapping
   */
  PayloadMaker(ChaosPlan plan, IntPredicate conflicts) {
    this.plan = plan;
    this.conflicts = conflicts;
  }

  static String logStream(int payload) {
    return STREAM_PREFIX + payload;
  }

  /** The number in a log stream's name; fails for a name that no payload has. */
  static int payloadOf(String logStream) {
    return Integer.parseInt(logStream.substring(STREAM_PREFIX.length()));
  }

  /** The position in an event's id, see {@link Payloads#eventId}. */
  static int positionOf(String eventId) {
    return Integer.parseInt(eventId.substring(eventId.length() - 7));
  }

  Payload make(int number) {
    BitSet conflicting = new BitSet();
    if (conflicts.test(number)) {
      for (int position = 0; position < plan.eventsPerPayload(); position += CONFLICT_EVERY) {
        conflicting.set(position);
      }
    }
    return new Payload(number, plan.eventsPerPayload(), conflicting);
  }

  /** The event of the function. */
  byte[] lambdaEvent(Payload payload) {
    Random random = new Random(plan.seed() + payload.number());
    List<String> lines = new ArrayList<>();
    for (int position = 0; position < payload.events(); position++) {
      lines.add(line(position, payload.conflicting().get(position), random));
    }
    String group = LOG_GROUPS.get(payload.number() % LOG_GROUPS.size());
    return Payloads.lambdaEvent(Payloads.envelope(group, logStream(payload.number()), lines));
  }

  /** The server's index template maps this field as a number; the forwarder knows nothing of it. */
  private String line(int position, boolean conflict, Random random) {
    String start =
        "{\"@timestamp\":\"2026-11-22T10:00:00.%03dZ\",\"log.level\":\"ERROR\",\"ecs.version\":\"1.2.0\",\"%s\":%s,\"message\":\"lost %d "
            .formatted(
                position % 1000,
                ChaosStack.NUMBER_FIELD,
                conflict ? "\"too long\"" : position,
                position);
    int padding = Math.max(0, plan.bytesPerEvent() - start.length() - 2);
    byte[] noise = new byte[padding / 2];
    random.nextBytes(noise);
    return start + HexFormat.of().formatHex(noise) + "\"}";
  }
}
