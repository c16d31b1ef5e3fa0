package dev.logferry.forwarder.bulk;

import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.document.NewErrorGroup;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Documents to be created by one bulk request, in order.
 *
 * @param documents of log events, at least one
 * @param errorGroups documents of error groups, which come after them
 */
public record BulkRequest(List<LogDocument> documents, List<LogDocument> errorGroups) {

  // Ids are base64 and data stream names hold no quote or backslash: nothing needs escaping.
  private static final String BEFORE_INDEX = "{\"create\":{\"_index\":\"";
  private static final String BEFORE_ID = "\",\"_id\":\"";
  private static final byte[] AFTER_ID = utf8("\"}}\n");

  public BulkRequest {
    documents = List.copyOf(documents);
    errorGroups = List.copyOf(errorGroups);
    if (documents.isEmpty()) {
      throw new IllegalArgumentException("a bulk request without documents");
    }
  }

  public BulkRequest(List<LogDocument> documents) {
    this(documents, List.of());
  }

  /** The current forms of documents that are sent, and error groups. */
  static BulkRequest of(List<DocumentAttempt> attempts, List<NewErrorGroup> groups) {
    List<LogDocument> documents = new ArrayList<>(attempts.size());
    for (DocumentAttempt attempt : attempts) {
      documents.add(attempt.current());
    }
    List<LogDocument> errorGroups = new ArrayList<>(groups.size());
    for (NewErrorGroup group : groups) {
      errorGroups.add(group.document());
    }
    return new BulkRequest(documents, errorGroups);
  }

  /** All documents in the order in which they are sent, and answered. */
  public List<LogDocument> items() {
    if (errorGroups.isEmpty()) {
      return documents;
    }
    List<LogDocument> items = new ArrayList<>(documents);
    items.addAll(errorGroups);
    return items;
  }

  /**
   * Writes the body: for each document a line with the action, then a line with the document. The
   * last line ends in a newline too, as Elasticsearch demands.
   *
   * @see <a href="https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk">Bulk
   *     API</a>
   */
  public void writeTo(OutputStream body) throws IOException {
    DataStream dataStream = documents.getFirst().dataStream();
    byte[] beforeId = beforeId(dataStream);
    for (LogDocument document : items()) {
      if (!document.dataStream().equals(dataStream)) { // mostly all go to one
        dataStream = document.dataStream();
        beforeId = beforeId(dataStream);
      }
      body.write(beforeId);
      body.write(utf8(document.id()));
      body.write(AFTER_ID);
      body.write(document.json());
      body.write('\n');
    }
  }

  int sizeBytes() {
    int bytes = 0;
    for (LogDocument document : items()) {
      bytes += bytesOf(document);
    }
    return bytes;
  }

  /** What a document takes in the body. */
  static int bytesOf(LogDocument document) {
    return BEFORE_INDEX.length()
        + document.dataStream().nameLength()
        + BEFORE_ID.length()
        + document.id().length()
        + AFTER_ID.length
        + document.json().length
        + 1;
  }

  private static byte[] beforeId(DataStream dataStream) {
    return utf8(BEFORE_INDEX + dataStream.name() + BEFORE_ID);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
