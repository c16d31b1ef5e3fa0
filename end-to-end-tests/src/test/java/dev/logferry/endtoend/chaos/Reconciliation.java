package dev.logferry.endtoend.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares what was sent with what is stored, event by event.
 *
 * @param sent how many events
 * @param documents how many documents, copies counted
 * @param degraded how many of them as the fallback document
 * @param missing sent and not stored
 * @param copies stored more than once, with how many documents each
 * @param strangers stored and never sent
 * @param wrongForm as the fallback document without a conflict, or the other way round
 */
record Reconciliation(
    int sent,
    int documents,
    int degraded,
    List<EventKey> missing,
    Map<String, Integer> copies,
    List<EventKey> strangers,
    List<EventKey> wrongForm) {

  /** Reads all that is stored. */
  static Reconciliation of(List<Payload> sent, StoredEvents stored)
      throws IOException, InterruptedException {
    Comparison comparison = new Comparison(sent);
    stored.forEach(comparison::add);
    return comparison.result();
  }

  boolean isExact() {
    return missing.isEmpty() && copies.isEmpty() && strangers.isEmpty() && wrongForm.isEmpty();
  }

  /** Documents beyond the first of each event. */
  int duplicated() {
    return copies.values().stream().mapToInt(count -> count - 1).sum();
  }

  @Override
  public String toString() {
    return "%d events sent, %d documents stored, %d of them degraded; lost %d %s, duplicated %d %s, never sent %d %s, in the wrong form %d %s"
        .formatted(
            sent,
            documents,
            degraded,
            missing.size(),
            some(missing),
            duplicated(),
            some(new TreeMap<>(copies).keySet()),
            strangers.size(),
            some(strangers),
            wrongForm.size(),
            some(wrongForm));
  }

  private static List<?> some(Iterable<?> all) {
    List<Object> first = new ArrayList<>();
    for (Object each : all) {
      if (first.size() < 20) {
        first.add(each);
      }
    }
    return first;
  }

  private static final class Comparison {
    private final Map<Integer, Payload> sent = new HashMap<>();
    private final Map<Integer, BitSet> seen = new HashMap<>();
    private final Map<String, Integer> copies = new HashMap<>();
    private final List<EventKey> strangers = new ArrayList<>();
    private final List<EventKey> wrongForm = new ArrayList<>();
    private int documents;
    private int degraded;

    Comparison(List<Payload> payloads) {
      payloads.forEach(payload -> sent.put(payload.number(), payload));
    }

    void add(StoredEvents.StoredEvent stored) {
      documents++;
      degraded += stored.degraded() ? 1 : 0;
      EventKey key = stored.key();
      Payload payload = sent.get(key.payload());
      if (payload == null || key.position() >= payload.events()) {
        strangers.add(key);
        return;
      }
      BitSet positions = seen.computeIfAbsent(key.payload(), _ -> new BitSet());
      if (positions.get(key.position())) {
        copies.merge(key.toString(), 2, (count, _) -> count + 1);
      }
      positions.set(key.position());
      if (stored.degraded() != payload.conflicting().get(key.position())) {
        wrongForm.add(key);
      }
    }

    Reconciliation result() {
      List<EventKey> missing = new ArrayList<>();
      int events = 0;
      for (Payload payload : sent.values()) {
        events += payload.events();
        BitSet positions = seen.getOrDefault(payload.number(), new BitSet());
        for (int i = positions.nextClearBit(0);
            i < payload.events();
            i = positions.nextClearBit(i + 1)) {
          missing.add(new EventKey(payload.number(), i));
        }
      }
      return new Reconciliation(events, documents, degraded, missing, copies, strangers, wrongForm);
    }
  }
}
