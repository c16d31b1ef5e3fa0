package dev.logferry.forwarder.deadletter;

import java.util.Set;

/**
 * What became of the dead letters of an invocation.
 *
 * @param keys of the objects that hold them
 * @param problem why letters could not be kept, without any content; empty if all were
 */
public record DeadLetterResult(Set<String> keys, String problem) {

  public DeadLetterResult {
    keys = Set.copyOf(keys);
  }
}
