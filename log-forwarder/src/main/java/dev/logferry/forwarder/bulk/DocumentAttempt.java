package dev.logferry.forwarder.bulk;

import dev.logferry.forwarder.document.FallbackDocument;
import dev.logferry.forwarder.document.LogDocument;
import java.util.Optional;

/**
 * A document on its way to an outcome.
 *
 * @param original as it was mapped
 * @param current as it is sent next: the original, or its fallback document
 * @param mappingRejection why the original was refused; empty unless the fallback document is sent
 * @param attempts how often it was sent
 */
record DocumentAttempt(
    LogDocument original, LogDocument current, Optional<Rejection> mappingRejection, int attempts) {

  static DocumentAttempt of(LogDocument document) {
    return new DocumentAttempt(document, document, Optional.empty(), 0);
  }

  DocumentAttempt sent() {
    return new DocumentAttempt(original, current, mappingRejection, attempts + 1);
  }

  /** The same as the fallback document, which any mapping is expected to take. */
  DocumentAttempt asFallback(Rejection rejection) {
    LogDocument safe = FallbackDocument.of(original, rejection.cause(), rejection.errorField());
    return new DocumentAttempt(original, safe, Optional.of(rejection), attempts);
  }

  /**
   * Why it is refused for good: what the original got tells more than what its fallback document
   * got.
   */
  Rejection finalRejection(Rejection last) {
    return mappingRejection.map(first -> first.after(attempts)).orElse(last);
  }
}
