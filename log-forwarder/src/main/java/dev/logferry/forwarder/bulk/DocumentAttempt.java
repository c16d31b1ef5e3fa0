package dev.logferry.forwarder.bulk;

import dev.logferry.forwarder.document.DisplacedField;
import dev.logferry.forwarder.document.FallbackDocument;
import dev.logferry.forwarder.document.LogDocument;
import java.util.Optional;

/**
 * A document on its way to an outcome.
 *
 * @param original as it was mapped
 * @param current as it is sent next
 * @param form what the current one is
 * @param firstCause why the original was rejected; empty as long as it was not
 * @param displacements how many fields were displaced because Elasticsearch named them
 * @param attempts how often the document was sent, in whatever form
 */
record DocumentAttempt(
    LogDocument original,
    LogDocument current,
    Form form,
    Optional<Cause> firstCause,
    int displacements,
    int attempts) {

  private static final int MAX_DISPLACEMENTS = 3;

  /** What is left of a document, from most to least. */
  enum Form {
    /** The original, but for fields that Elasticsearch named. */
    WHOLE,
    /** ECS fields only, and the original as a text. */
    ECS_FIELDS,
    /** The fields that every mapping takes, and the original as a text. */
    CORE_FIELDS
  }

  static DocumentAttempt of(LogDocument document) {
    return new DocumentAttempt(document, document, Form.WHOLE, Optional.empty(), 0, 0);
  }

  DocumentAttempt sent() {
    return new DocumentAttempt(original, current, form, firstCause, displacements, attempts + 1);
  }

  boolean isDegraded() {
    return firstCause.isPresent();
  }

  /**
   * The next form to send after the current one was rejected; empty if none is left. A field that
   * the cause names is displaced and everything else stays; without one, or after three, less and
   * less of the document is sent.
   */
  Optional<DocumentAttempt> after(Cause cause) {
    Cause first = firstCause.orElse(cause);
    if (form == Form.WHOLE && cause.namesField() && displacements < MAX_DISPLACEMENTS) {
      Optional<LogDocument> displaced = DisplacedField.in(current, cause.field(), cause.summary());
      if (displaced.isPresent()) {
        return Optional.of(
            new DocumentAttempt(
                original, displaced.get(), form, Optional.of(first), displacements + 1, attempts));
      }
    }
    return switch (form) {
      case WHOLE -> Optional.of(fallback(Form.ECS_FIELDS, first, cause));
      case ECS_FIELDS -> Optional.of(fallback(Form.CORE_FIELDS, first, cause));
      case CORE_FIELDS -> Optional.empty();
    };
  }

  private DocumentAttempt fallback(Form next, Cause first, Cause cause) {
    LogDocument document =
        next == Form.ECS_FIELDS
            ? FallbackDocument.ofEcsFields(original, first.summary(), cause.field())
            : FallbackDocument.ofCoreFields(original, first.summary(), cause.field());
    return new DocumentAttempt(
        original, document, next, Optional.of(first), displacements, attempts);
  }

  /** The final rejection: what the original got says more than what a fallback got. */
  Rejection rejection(Cause last, boolean retryable) {
    return new Rejection(firstCause.orElse(last), attempts, retryable);
  }
}
