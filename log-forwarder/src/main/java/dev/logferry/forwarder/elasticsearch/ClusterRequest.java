package dev.logferry.forwarder.elasticsearch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/**
 * A POST to Elasticsearch's API, and how its answer is read.
 *
 * @param <T> what the answer says
 */
interface ClusterRequest<T> {

  /** Elasticsearch's name for the endpoint, such as {@code es/bulk}. */
  String endpoint();

  String path();

  Map<String, String> parameters();

  String contentType();

  void writeTo(OutputStream body) throws IOException;

  /**
   * The longest answer that Elasticsearch can give; a longer one is malformed.
   *
   * @param sentBytes the body's size before compression
   */
  long maxAnswerBytes(long sentBytes);

  /** Reads the body of an answer with status 200. */
  T read(InputStream answer);
}
