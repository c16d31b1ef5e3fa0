package dev.logferry.forwarder.bulk;

import dev.logferry.forwarder.bulk.ItemReply.FailureStore;
import dev.logferry.forwarder.document.LogDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Adds up a {@link Settlement} while it happens, for several threads. */
final class Tally {

  /** As many values as one metric may have in the embedded metric format. */
  private static final int KEPT_LATENCIES = 100;

  private int indexed;
  private int duplicate;
  private int degraded;
  private int failureStored;
  private int refused;
  private int returned;
  private int requests;
  private int retriedDocuments;
  private int failureStoreFailed;
  private int failureStoreNotEnabled;
  private long sentBytes;
  private final List<Duration> latencies = new ArrayList<>();
  private final Set<Integer> returnedParts = new HashSet<>();
  private final Map<String, Integer> degradedFor = new TreeMap<>();
  private final Map<String, Integer> refusedFor = new TreeMap<>();
  private final Map<String, Integer> returnedFor = new TreeMap<>();

  synchronized void indexed() {
    indexed++;
  }

  synchronized void duplicate() {
    duplicate++;
  }

  synchronized void degraded(Rejection rejection) {
    degraded++;
    degradedFor.merge(rejection.cause(), 1, Integer::sum);
  }

  synchronized void failureStored() {
    failureStored++;
  }

  synchronized void refused(Rejection rejection) {
    refused++;
    refusedFor.merge(rejection.cause(), 1, Integer::sum);
  }

  synchronized void returned(Collection<LogDocument> documents, String cause) {
    returned += documents.size();
    documents.forEach(document -> returnedParts.add(document.part()));
    returnedFor.merge(cause, documents.size(), Integer::sum);
  }

  synchronized void failureStore(FailureStore said) {
    switch (said) {
      case FAILED -> failureStoreFailed++;
      case NOT_ENABLED -> failureStoreNotEnabled++;
      case USED, NOT_SAID -> {}
    }
  }

  synchronized void sent(int bodyBytes) {
    requests++;
    sentBytes += bodyBytes;
  }

  synchronized void answered(Duration after) {
    if (latencies.size() < KEPT_LATENCIES) {
      latencies.add(after);
    }
  }

  synchronized void retried(int documents) {
    retriedDocuments += documents;
  }

  synchronized Settlement settlement() {
    return new Settlement(
        indexed,
        duplicate,
        degraded,
        failureStored,
        refused,
        returned,
        returnedParts,
        degradedFor,
        refusedFor,
        returnedFor,
        failureStoreFailed,
        failureStoreNotEnabled,
        new Settlement.Traffic(requests, retriedDocuments, sentBytes, latencies));
  }
}
