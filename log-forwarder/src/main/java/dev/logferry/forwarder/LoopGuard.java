package dev.logferry.forwarder;

import dev.logferry.forwarder.decode.Origin;
import java.util.Optional;
import java.util.Set;

/**
 * Knows the log groups that the forwarder itself writes. Forwarding these would make new log lines,
 * and so on without end; CloudWatch Logs notices no such loop.
 *
 * @param ownLogGroups names of log groups
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Subscriptions-recursion-prevention.html">Log
 *     recursion prevention</a>
 */
public record LoopGuard(Set<String> ownLogGroups) {

  /** Under which the events are counted as filtered. */
  public static final String RULE = "own-log-group";

  public LoopGuard {
    ownLogGroups = Set.copyOf(ownLogGroups);
  }

  /** What to tell the operator about events from there; empty if they are not ours. */
  Optional<String> rejection(Origin origin) {
    return ownLogGroups.contains(origin.logGroup())
        ? Optional.of(
            "events of the forwarder's own log group %s were refused, as each would make new ones: remove the subscription filter of that log group, or exclude the group in the account policy's selection criteria"
                .formatted(origin.logGroup()))
        : Optional.empty();
  }
}
