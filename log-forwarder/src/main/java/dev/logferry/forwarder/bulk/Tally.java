package dev.logferry.forwarder.bulk;

import java.util.Map;
import java.util.TreeMap;

/** Adds up a {@link Settlement} while it happens. */
final class Tally {

  private int indexed;
  private int duplicate;
  private int failureStored;
  private int returned;
  private int requests;
  private int retriedDocuments;
  private long sentBytes;
  private final Map<String, Integer> causes = new TreeMap<>();

  void indexed() {
    indexed++;
  }

  void duplicate() {
    duplicate++;
  }

  void failureStored() {
    failureStored++;
  }

  void returned(int documents, String cause) {
    returned += documents;
    causes.merge(cause, documents, Integer::sum);
  }

  void sent(int bodyBytes) {
    requests++;
    sentBytes += bodyBytes;
  }

  void retried(int documents) {
    retriedDocuments += documents;
  }

  Settlement settlement() {
    return new Settlement(
        indexed, duplicate, failureStored, returned, requests, retriedDocuments, sentBytes, causes);
  }
}
