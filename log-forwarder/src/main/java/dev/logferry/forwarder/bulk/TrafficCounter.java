package dev.logferry.forwarder.bulk;

import dev.logferry.forwarder.bulk.ItemReply.FailureStore;
import dev.logferry.forwarder.document.DataStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up {@link Traffic} while it happens. Thread-safe. */
final class TrafficCounter {

  /** As many values as one metric may have in the embedded metric format. */
  private static final int MAX_LATENCIES = 100;

  private static final int MAX_REMEDIES = 10;

  private int requests;
  private int retriedDocuments;
  private long sentBytes;
  private int failureStoreFailed;
  private int failureStoreNotEnabled;
  private int retryable;
  private int errorGroupsCreated;
  private int errorGroupsKnown;
  private int errorGroupsNotWritten;
  private final List<Duration> latencies = new ArrayList<>();
  private final Map<String, String> remedies = new TreeMap<>();

  synchronized void request(int bodyBytes, int retried) {
    requests++;
    sentBytes += bodyBytes;
    retriedDocuments += retried;
  }

  synchronized void answeredAfter(Duration latency) {
    if (latencies.size() < MAX_LATENCIES) {
      latencies.add(latency);
    }
  }

  synchronized void failureStore(FailureStore stated) {
    switch (stated) {
      case FAILED -> failureStoreFailed++;
      case NOT_ENABLED -> failureStoreNotEnabled++;
      case USED, NOT_STATED -> {}
    }
  }

  synchronized void retryable(DataStream dataStream, Cause cause) {
    retryable++;
    if (remedies.size() < MAX_REMEDIES) {
      remedies.putIfAbsent(
          "%s rejects documents with %s".formatted(dataStream.name(), cause.summary()),
          OperationalCause.remedy(cause));
    }
  }

  synchronized void errorGroupWritten(boolean created) {
    errorGroupsCreated += created ? 1 : 0;
    errorGroupsKnown += created ? 0 : 1;
  }

  synchronized void errorGroupNotWritten() {
    errorGroupsNotWritten++;
  }

  synchronized Traffic total() {
    return new Traffic(
        requests,
        retriedDocuments,
        sentBytes,
        latencies,
        failureStoreFailed,
        failureStoreNotEnabled,
        retryable,
        errorGroupsCreated,
        errorGroupsKnown,
        errorGroupsNotWritten,
        remedies);
  }
}
