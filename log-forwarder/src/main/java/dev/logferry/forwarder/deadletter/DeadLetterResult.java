package dev.logferry.forwarder.deadletter;

import java.util.Set;

/**
 * What became of the dead letters of one invocation.
 *
 * @param letters how many are kept
 * @param lost how many could not be written: the invocation has to fail
 * @param lostParts the parts of the invocation that these came from
 * @param why why they could not be written, without any content; empty if none was lost
 */
public record DeadLetterResult(int letters, int lost, Set<Integer> lostParts, String why) {

  /** Nothing was taken. */
  public static final DeadLetterResult NOTHING = new DeadLetterResult(0, 0, Set.of(), "");

  public DeadLetterResult {
    lostParts = Set.copyOf(lostParts);
    if ((lost > 0) != !lostParts.isEmpty() || (lost > 0) != !why.isEmpty()) {
      throw new IllegalArgumentException(
          "%d letters lost, of the parts %s, because '%s'".formatted(lost, lostParts, why));
    }
  }
}
