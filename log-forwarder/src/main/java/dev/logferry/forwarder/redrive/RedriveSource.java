package dev.logferry.forwarder.redrive;

import dev.logferry.forwarder.deadletter.DeadLetterKind;
import java.util.Optional;

/**
 * Where undelivered events are kept.
 *
 * @param bucket the bucket's name
 * @param prefix what the keys begin with; for dead letters up to and with the folder of their kind
 * @param letters what the dead letters there have in common; empty for Lambda's records of failed
 *     invocations
 */
public record RedriveSource(String bucket, String prefix, Optional<DeadLetterKind> letters) {

  /** Whether something here is expected to be delivered by itself, so that its age tells. */
  boolean isAwaited() {
    return letters.isEmpty() || letters.get() == DeadLetterKind.RETRYABLE;
  }
}
