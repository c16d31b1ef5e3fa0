package dev.logferry.endtoend.chaos;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Spreads the faults of a plan over its payloads: a fault begins when its first payload is about to
 * be sent and the fault before is over, and that payload is sent when the fault is in effect.
 */
final class FaultSchedule implements AutoCloseable {

  private final ChaosPlan plan;
  private final List<Fault> order;
  private final FaultInjector injector;
  private final Thread thread = Thread.ofPlatform().name("faults").unstarted(this::run);
  private final Map<Fault, Integer> injected = new EnumMap<>(Fault.class);

  private int reached = -1;
  private int inEffect;
  private boolean over;
  private String problem = "";

  FaultSchedule(ChaosPlan plan, FaultInjector injector) {
    this.plan = plan;
    this.order = plan.order();
    this.injector = injector;
  }

  void start() {
    thread.start();
  }

  /** To be called before a payload is sent. */
  synchronized void awaitTurnOf(int payload) throws InterruptedException {
    int turn = plan.turnOf(payload);
    reached = Math.max(reached, turn);
    notifyAll();
    while (inEffect <= turn && !over) {
      wait();
    }
  }

  private synchronized void awaitPayloadOf(int turn) throws InterruptedException {
    while (reached < turn) {
      wait();
    }
  }

  private synchronized void releasePayloadsOf(int turn) {
    inEffect = turn + 1;
    notifyAll();
  }

  private void run() {
    try {
      for (int turn = 0; turn < order.size() && problem().isEmpty(); turn++) {
        run(turn);
      }
    } finally {
      end();
    }
  }

  private void run(int turn) {
    Fault fault = order.get(turn);
    try {
      awaitPayloadOf(turn);
      injector.inject(fault, () -> releasePayloadsOf(turn));
      count(fault);
    } catch (Exception e) {
      fail(fault + ": " + e);
    }
  }

  private synchronized void count(Fault fault) {
    injected.merge(fault, 1, Integer::sum);
  }

  private synchronized void fail(String what) {
    problem = what;
  }

  private synchronized void end() {
    over = true;
    notifyAll();
  }

  /** Waits for the end of the last fault. */
  void awaitEnd() {
    Threads.awaitEnd(thread);
  }

  /** How often each fault was injected and lifted. */
  synchronized Map<Fault, Integer> injected() {
    return Map.copyOf(injected);
  }

  /** Why not all were; empty if they were. */
  synchronized String problem() {
    return problem;
  }

  @Override
  public void close() {
    thread.interrupt();
    Threads.awaitEnd(thread);
  }
}
