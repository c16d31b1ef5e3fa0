package dev.logferry.endtoend.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * How large a run is, and what happens in it. The same seed gives the same payloads and the same
 * order of faults; how they meet is up to the machine.
 *
 * @param events at least; rounded up to whole payloads
 * @param eventsPerPayload as one log stream brings them at once
 * @param bytesPerEvent of a log line
 * @param faults the first of each kind, then again of each kind, and so on
 * @param rolloversAtAnyTime true for a rollover in the midst of every fault, beside those while no
 *     delivery is in progress. Copies are to be expected then: a retry of Lambda's, or of the
 *     forwarder's own, does not look for what an earlier attempt stored in another backing index
 */
record ChaosPlan(
    int events,
    int eventsPerPayload,
    int bytesPerEvent,
    int faults,
    long seed,
    boolean rolloversAtAnyTime) {

  private static final String PREFIX = "logferry.chaos.";

  ChaosPlan {
    if (faults < 1 || eventsPerPayload < 1 || events < 2 * (faults + 1) * eventsPerPayload) {
      throw new IllegalArgumentException(
          "%d events in payloads of %d are too few for %d faults: each fault needs two payloads, and the start two more"
              .formatted(events, eventsPerPayload, faults));
    }
  }

  /** The bounded run, unless system properties ask for another. */
  static ChaosPlan fromSystemProperties() {
    return new ChaosPlan(
        Integer.getInteger(PREFIX + "events", 45_000),
        Integer.getInteger(PREFIX + "eventsPerPayload", 1_500),
        Integer.getInteger(PREFIX + "bytesPerEvent", 180),
        Integer.getInteger(PREFIX + "faults", Fault.values().length),
        Long.getLong(PREFIX + "seed", 20_261_122L),
        Boolean.getBoolean(PREFIX + "rolloversAtAnyTime"));
  }

  int payloads() {
    return Math.ceilDiv(events, eventsPerPayload);
  }

  /** All faults, in the order in which they begin. */
  List<Fault> order() {
    Random random = new Random(seed);
    List<Fault> order = new ArrayList<>();
    while (order.size() < faults) {
      List<Fault> kinds = new ArrayList<>(List.of(Fault.values()));
      Collections.shuffle(kinds, random);
      order.addAll(kinds);
    }
    return List.copyOf(order.subList(0, faults));
  }

  /** Which fault's turn it is when a payload is sent; -1 for the first ones, before any fault. */
  int turnOf(int payload) {
    return (int) ((long) payload * (faults + 1) / payloads()) - 1;
  }

  /** The fault whose turn it is, if it is any's. */
  Optional<Fault> faultOf(int payload) {
    int turn = turnOf(payload);
    return turn < 0 ? Optional.empty() : Optional.of(order().get(turn));
  }
}
