package dev.logferry.forwarder;

import java.time.Duration;

/**
 * One invocation of the function.
 *
 * @param requestId Lambda's id of it; the same when Lambda tries again
 * @param end when Lambda ends the process
 * @param reserve time kept back before that for dead letters and the summary
 */
public record Invocation(String requestId, Deadline end, Duration reserve) {

  /** Until when documents are sent, and waits begun. */
  public Deadline deadline() {
    return end.earlierBy(reserve);
  }

  /** The same invocation with less time: one object of it may not use up the time of all. */
  public Invocation within(Duration longest) {
    return new Invocation(requestId, end.within(longest.plus(reserve)), reserve);
  }
}
