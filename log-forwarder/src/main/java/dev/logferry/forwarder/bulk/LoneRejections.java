package dev.logferry.forwarder.bulk;

import dev.logferry.forwarder.bulk.BulkReply.RequestRejected;
import java.util.ArrayList;
import java.util.List;

/**
 * Documents that were alone in a request that was rejected as a whole. Such a document is to blame
 * only if other requests succeed: a proxy that rejects everything must not turn all documents into
 * dead letters. So what something other than Elasticsearch rejects waits for the end of the
 * delivery. Thread-safe.
 */
final class LoneRejections {

  /**
   * When so many lone documents are rejected and no request was ever answered, no document is the
   * cause, and further splitting would only double the requests.
   */
  private static final int TELLING_REJECTIONS = 3;

  private final CircuitBreaker breaker;
  private final DocumentOutcomes outcomes;
  private final List<Suspect> suspects = new ArrayList<>();
  private int count;

  private record Suspect(DocumentAttempt document, RequestRejected rejected) {}

  LoneRejections(CircuitBreaker breaker, DocumentOutcomes outcomes) {
    this.breaker = breaker;
    this.outcomes = outcomes;
  }

  /** Whether no document can be to blame. */
  synchronized boolean tellOfTheCluster() {
    return count >= TELLING_REJECTIONS && !breaker.hasAnswered();
  }

  synchronized void add(DocumentAttempt document, RequestRejected rejected) {
    count++;
    if (rejected.byElasticsearch()) {
      outcomes.reject(document, rejected.cause(), !breaker.hasAnswered());
    } else {
      suspects.add(new Suspect(document, rejected));
    }
  }

  /**
   * Rejects the documents that waited if Elasticsearch has answered in this invocation; otherwise
   * hands them back.
   *
   * @return whether any was handed back
   */
  synchronized boolean finish() {
    boolean handBack = !breaker.hasAnswered();
    for (Suspect suspect : suspects) {
      if (handBack) {
        outcomes.giveBack(List.of(suspect.document()), suspect.rejected().why());
      } else {
        outcomes.reject(suspect.document(), suspect.rejected().cause(), false);
      }
    }
    boolean handedBack = handBack && !suspects.isEmpty();
    suspects.clear();
    return handedBack;
  }
}
