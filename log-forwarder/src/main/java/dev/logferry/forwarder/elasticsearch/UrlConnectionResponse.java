package dev.logferry.forwarder.elasticsearch;

import co.elastic.clients.transport.http.TransportHttpClient;
import co.elastic.clients.util.BinaryData;
import dev.logferry.forwarder.bulk.Cause;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An answer over HttpURLConnection, its body not yet read. */
final class UrlConnectionResponse implements TransportHttpClient.Response {

  private final HttpURLConnection http;
  private final URI node;
  private final int status;

  private final long deadlineNanos;

  private UrlConnectionResponse(HttpURLConnection http, URI node, int status, long deadlineNanos) {
    this.deadlineNanos = deadlineNanos;
    this.http = http;
    this.node = node;
    this.status = status;
  }

  static UrlConnectionResponse of(HttpURLConnection http, URI node, long deadlineNanos)
      throws IOException {
    int status = http.getResponseCode();
    if (status < 0) {
      throw new IOException("the answer is not HTTP");
    }
    return new UrlConnectionResponse(http, node, status, deadlineNanos);
  }

  /** This response as a rejection; reads its body. */
  RefusedAnswer rejection() {
    Cause cause = Cause.ofStatus(status);
    try (InputStream content = content()) {
      cause = content == null ? cause : ErrorBody.cause(status, content);
    } catch (IOException _) {
      // The status says enough.
    }
    boolean byElasticsearch =
        !cause.type().isEmpty() || "Elasticsearch".equals(header("X-Elastic-Product"));
    Optional<String> retryAfter = Optional.ofNullable(header("Retry-After"));
    return new RefusedAnswer(cause, byElasticsearch, retryAfter.flatMap(RetryAfter::seconds));
  }

  @Override
  public int statusCode() {
    return status;
  }

  @Override
  public @Nullable String header(String name) {
    return http.getHeaderField(name);
  }

  @Override
  public List<String> headers(String name) {
    for (Map.Entry<@Nullable String, List<String>> header : http.getHeaderFields().entrySet()) {
      if (name.equalsIgnoreCase(header.getKey())) {
        return header.getValue();
      }
    }
    return List.of();
  }

  @Override
  public @Nullable BinaryData body() throws IOException {
    InputStream content = content();
    return content == null ? null : new Body(content, http.getContentType());
  }

  private @Nullable InputStream content() throws IOException {
    InputStream content = status >= 400 ? http.getErrorStream() : http.getInputStream();
    return content == null ? null : new DeadlineInputStream(content, deadlineNanos);
  }

  /** Reads what is left of the body, so that the connection can be used again. Never fails. */
  @Override
  public void close() {
    try (InputStream content = content()) {
      if (content != null) {
        content.transferTo(OutputStream.nullOutputStream());
      }
    } catch (IOException _) {
      http.disconnect(); // the answer was read; only this connection is of no more use
    }
  }

  @Override
  public TransportHttpClient.Node node() {
    return new TransportHttpClient.Node(node);
  }

  @Override
  public Object originalResponse() {
    return http;
  }

  private record Body(InputStream content, @Nullable String type) implements BinaryData {

    @Override
    public String contentType() {
      return type == null ? "" : type;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      content.transferTo(out);
    }

    @Override
    public ByteBuffer asByteBuffer() throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      writeTo(bytes);
      return ByteBuffer.wrap(bytes.toByteArray());
    }

    @Override
    public InputStream asInputStream() {
      return content;
    }

    @Override
    public boolean isRepeatable() {
      return false;
    }

    @Override
    public long size() {
      return -1;
    }
  }
}
