package dev.logferry.forwarder.bulk;

import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.document.SafeForm;
import java.util.Optional;

/**
 * A document on its way to an outcome.
 *
 * @param original as it was mapped
 * @param current as it is sent next: the original, or its safe form
 * @param mappingRefusal why the original was refused; empty unless the safe form is sent
 * @param attempts how often it was sent
 */
record Pending(
    LogDocument original, LogDocument current, Optional<Refusal> mappingRefusal, int attempts) {

  static Pending of(LogDocument document) {
    return new Pending(document, document, Optional.empty(), 0);
  }

  Pending sent() {
    return new Pending(original, current, mappingRefusal, attempts + 1);
  }

  /** The same in the safe form, which any mapping is expected to take. */
  Pending inSafeForm(Refusal refusal) {
    LogDocument safe = SafeForm.of(original, refusal.cause(), refusal.errorField());
    return new Pending(original, safe, Optional.of(refusal), attempts);
  }

  /** Why it is refused for good: what the original got tells more than what its safe form got. */
  Refusal finalRefusal(Refusal last) {
    return mappingRefusal.map(first -> first.after(attempts)).orElse(last);
  }
}
