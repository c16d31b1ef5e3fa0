package dev.logferry.forwarder.bulk;

import dev.logferry.forwarder.document.LogDocument;

/** Takes the documents that Elasticsearch rejects. Thread-safe. */
public interface RejectedDocuments {

  /** Takes one document; whether it could be kept is known at the end of the invocation. */
  void rejected(LogDocument document, Rejection rejection);
}
