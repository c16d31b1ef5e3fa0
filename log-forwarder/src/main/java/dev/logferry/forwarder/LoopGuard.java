package dev.logferry.forwarder;

import dev.logferry.forwarder.decode.Origin;
import dev.logferry.forwarder.document.Glob;
import java.util.List;
import java.util.Optional;

/**
 * Knows the log groups that the forwarder itself writes. Forwarding these would make new log lines,
 * and so on without end; CloudWatch Logs notices no such loop.
 *
 * @param ownLogGroups match the names of these log groups
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Subscriptions-recursion-prevention.html">Log
 *     recursion prevention</a>
 */
public record LoopGuard(List<Glob> ownLogGroups) {

  /** Under which the events are counted as filtered. */
  public static final String RULE = "own-log-group";

  public LoopGuard {
    ownLogGroups = List.copyOf(ownLogGroups);
  }

  /** What an operator has to correct about events from there; empty if they are not ours. */
  Optional<String> warning(Origin origin) {
    for (Glob own : ownLogGroups) {
      if (own.matches(origin.logGroup())) {
        return Optional.of(
            "events of the forwarder's own log group %s were filtered, as each would make new ones: remove the subscription filter of that log group, or exclude the group in the account policy's selection criteria"
                .formatted(origin.logGroup()));
      }
    }
    return Optional.empty();
  }
}
