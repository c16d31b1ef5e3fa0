package dev.logferry.forwarder.bulk;

import dev.logferry.forwarder.document.LogDocument;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Documents to be created by one bulk request, in order.
 *
 * @param documents at least one
 */
public record BulkRequest(List<LogDocument> documents) {

  public BulkRequest {
    documents = List.copyOf(documents);
    if (documents.isEmpty()) {
      throw new IllegalArgumentException("a bulk request without documents");
    }
  }

  /** The current forms of documents that are sent. */
  static BulkRequest of(List<DocumentAttempt> attempts) {
    List<LogDocument> documents = new ArrayList<>(attempts.size());
    for (DocumentAttempt attempt : attempts) {
      documents.add(attempt.current());
    }
    return new BulkRequest(documents);
  }

  /**
   * Writes the body: for each document a line with the action, then a line with the document. The
   * last line ends in a newline too, as Elasticsearch demands.
   *
   * @see <a href="https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk">Bulk
   *     API</a>
   */
  public void writeTo(OutputStream body) throws IOException {
    for (LogDocument document : documents) {
      body.write(action(document));
      body.write(document.json());
      body.write('\n');
    }
  }

  int sizeBytes() {
    int bytes = 0;
    for (LogDocument document : documents) {
      bytes += bytesOf(document);
    }
    return bytes;
  }

  /** What a document takes in the body. */
  static int bytesOf(LogDocument document) {
    return document.json().length + action(document).length + 1;
  }

  /** Ids are base64 and data stream names hold no quote or backslash: nothing needs escaping. */
  private static byte[] action(LogDocument document) {
    return ("{\"create\":{\"_index\":\""
            + document.dataStream().name()
            + "\",\"_id\":\""
            + document.id()
            + "\"}}\n")
        .getBytes(StandardCharsets.UTF_8);
  }
}
