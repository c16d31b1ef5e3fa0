package dev.logferry.forwarder.elasticsearch;

import co.elastic.clients.transport.http.TransportHttpClient;
import co.elastic.clients.util.BinaryData;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** An answer whose body is read by the forwarder, not by the library. Not thread-safe. */
final class HttpAnswer implements TransportHttpClient.Response {

  /** What is left of a body that was read is a line end at most, so more is not worth reading. */
  private static final int MAX_UNREAD_BYTES = 512;

  private final URI node;
  private final ClassicHttpResponse response;
  private final Runnable readToItsEnd;
  private final BoundedBody body;

  /**
   * @param readToItsEnd called when nothing is left of it, so that the connection can be used again
   */
  HttpAnswer(URI node, ClassicHttpResponse response, Runnable readToItsEnd) throws IOException {
    this.node = node;
    this.response = response;
    this.readToItsEnd = readToItsEnd;
    HttpEntity entity = response.getEntity();
    this.body =
        new BoundedBody(entity == null ? InputStream.nullInputStream() : entity.getContent());
  }

  /** The body; reading fails beyond this many bytes. */
  InputStream body(long maxBytes) {
    body.setLimit(maxBytes);
    return body;
  }

  /** Whether reading failed because there was more than expected. */
  boolean isTooLong() {
    return body.isTooLong();
  }

  /** To be called when the body was read, as far as it was of interest. Never fails. */
  void release() {
    try {
      if (body.endsWithin(MAX_UNREAD_BYTES)) {
        readToItsEnd.run();
      }
    } catch (IOException _) {
      // What was of interest was read; only this connection cannot be used again.
    }
  }

  @Override
  public int statusCode() {
    return response.getCode();
  }

  @Override
  public @Nullable String header(String name) {
    Header header = response.getFirstHeader(name);
    return header == null ? null : header.getValue();
  }

  @Override
  public List<String> headers(String name) {
    return List.of(response.getHeaders(name)).stream().map(Header::getValue).toList();
  }

  /** None for the library. */
  @Override
  public @Nullable BinaryData body() {
    return null;
  }

  /** The library closes what it does not read, but this is read afterwards. */
  @Override
  public void close() {}

  @Override
  public TransportHttpClient.Node node() {
    return new TransportHttpClient.Node(node);
  }

  @Override
  public Object originalResponse() {
    return response;
  }
}
