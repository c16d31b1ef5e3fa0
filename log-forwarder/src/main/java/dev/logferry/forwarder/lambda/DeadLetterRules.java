package dev.logferry.forwarder.lambda;

import dev.logferry.forwarder.deadletter.DeadLetterKind;
import dev.logferry.forwarder.settings.RulesFingerprint;
import java.util.Map;
import java.util.function.Function;

/** The fingerprint of the rules that a kind of dead letter was made by; few invocations need it. */
record DeadLetterRules(Map<String, String> environment, String version)
    implements Function<DeadLetterKind, String> {

  @Override
  public String apply(DeadLetterKind kind) {
    return switch (kind) {
      case REJECTED, RETRYABLE -> RulesFingerprint.ofDocuments(environment, version);
      case MALFORMED -> RulesFingerprint.ofReading(environment, version);
    };
  }
}
