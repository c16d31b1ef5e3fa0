package dev.logferry.forwarder.bulk;

import dev.logferry.forwarder.document.LogDocument;

/** Takes the documents that Elasticsearch refuses for good. Called by one thread at a time. */
public interface RejectedDocuments {

  /** Takes one document; whether it could be kept shows at the end of the invocation. */
  void refused(LogDocument document, Rejection rejection);
}
