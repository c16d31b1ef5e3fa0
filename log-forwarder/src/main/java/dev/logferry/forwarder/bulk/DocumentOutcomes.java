package dev.logferry.forwarder.bulk;

import dev.logferry.forwarder.Outcome;
import dev.logferry.forwarder.OutcomeCounts;
import dev.logferry.forwarder.document.DataStream;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gives documents their outcomes: counts them, or hands on those that are rejected. Thread-safe.
 */
final class DocumentOutcomes {

  private final OutcomeCounts counts;
  private final RejectedDocuments rejectedDocuments;
  private final TrafficCounter traffic;
  private final Set<DataStream> failed = new HashSet<>();

  DocumentOutcomes(
      OutcomeCounts counts, RejectedDocuments rejectedDocuments, TrafficCounter traffic) {
    this.counts = counts;
    this.rejectedDocuments = rejectedDocuments;
    this.traffic = traffic;
  }

  /**
   * Does what an item's answer means.
   *
   * @param allAlike whether every document of the request was rejected for the same cause
   * @return the form in which the document is sent again; empty if it has its outcome
   */
  Optional<DocumentAttempt> decide(DocumentAttempt sent, ItemReply item, boolean allAlike) {
    ItemOutcome outcome = ItemOutcome.of(item);
    switch (outcome) {
      case INDEXED -> stored(sent);
      case DUPLICATE -> counts.add(Outcome.DUPLICATE);
      case FAILURE_STORED -> counts.add(Outcome.FAILURE_STORED);
      case RETRY -> {
        return Optional.of(sent);
      }
      case FIELD_REJECTED, DOCUMENT_REJECTED -> {
        return rejectedAsItIs(sent, item, allAlike);
      }
      case NOT_ACCEPTED -> reject(sent, item.cause(), true);
      case REJECTED -> reject(sent, item.cause(), allAlike);
    }
    return Optional.empty();
  }

  private void stored(DocumentAttempt sent) {
    if (sent.firstCause().isPresent()) {
      counts.add(Outcome.DEGRADED, sent.firstCause().get().summary());
    } else {
      counts.add(Outcome.INDEXED);
    }
  }

  private Optional<DocumentAttempt> rejectedAsItIs(
      DocumentAttempt sent, ItemReply item, boolean allAlike) {
    Cause cause = item.cause();
    if (!sent.isDegraded()) {
      traffic.failureStore(item.failureStore());
    }
    boolean maybeOperational = !cause.namesField() && !isAboutParsing(cause);
    if (allAlike && maybeOperational) {
      reject(sent, cause, true);
      return Optional.empty();
    }
    Optional<DocumentAttempt> next = sent.after(cause);
    if (next.isEmpty()) {
      reject(sent, cause, maybeOperational);
    }
    return next;
  }

  /** Errors that Elasticsearch has for what stands in a document, under all their names. */
  private static boolean isAboutParsing(Cause cause) {
    return switch (cause.type()) {
      case "document_parsing_exception",
          "mapper_parsing_exception",
          "strict_dynamic_mapping_exception",
          "parsing_exception",
          "x_content_parse_exception" ->
          true;
      default -> false;
    };
  }

  /** Rejects a document, which then becomes a dead letter. */
  void reject(DocumentAttempt sent, Cause cause, boolean retryable) {
    Rejection rejection = sent.rejection(cause, retryable);
    counts.explain(Outcome.DEAD_LETTERED, rejection.cause().summary());
    rejectedDocuments.rejected(sent.original(), rejection);
    if (retryable) {
      failed(sent.original().dataStream());
      traffic.retryable(sent.original().dataStream(), cause);
    }
  }

  /** Hands documents back to Lambda. */
  void giveBack(List<DocumentAttempt> documents, String why) {
    for (DocumentAttempt document : documents) {
      counts.returned(document.original().part(), reason(document, why));
      failed(document.original().dataStream());
    }
  }

  private static String reason(DocumentAttempt document, String why) {
    boolean explained = document.attempts() > 0 || why.startsWith("not sent");
    return explained ? why : "not sent: " + why;
  }

  /**
   * The data streams for which a document was handed back, or rejected for a cause outside of it.
   */
  synchronized Set<DataStream> failedDataStreams() {
    return new HashSet<>(failed);
  }

  private synchronized void failed(DataStream dataStream) {
    failed.add(dataStream);
  }
}
