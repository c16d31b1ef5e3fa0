package dev.logferry.forwarder.elasticsearch;

import dev.logferry.forwarder.bulk.BulkReply;
import dev.logferry.forwarder.bulk.BulkRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/**
 * A bulk request as it is sent.
 *
 * @param parameters of the URL
 */
record BulkCall(BulkRequest request, Map<String, String> parameters)
    implements ClusterRequest<BulkReply> {

  private static final long FIXED_BYTES = 64 * 1024;

  /** An item's id, status, error type and the sentence around a value; seen are 60 to 700 bytes. */
  private static final long BYTES_PER_ITEM = 1024;

  @Override
  public String endpoint() {
    return "es/bulk";
  }

  @Override
  public String path() {
    return "/_bulk";
  }

  @Override
  public String contentType() {
    return "application/vnd.elasticsearch+x-ndjson; compatible-with=8";
  }

  @Override
  public void writeTo(OutputStream body) throws IOException {
    request.writeTo(body);
  }

  /**
   * Elasticsearch quotes the whole value of a field that it cannot parse, so an answer can hold all
   * that was sent, and escaping can double it.
   */
  @Override
  public long maxAnswerBytes(long sentBytes) {
    return FIXED_BYTES + BYTES_PER_ITEM * request.items().size() + 2 * sentBytes;
  }

  @Override
  public BulkReply read(InputStream answer) {
    return BulkReplyReader.read(answer, request.items().size());
  }
}
