package dev.logferry.forwarder.elasticsearch;

import java.io.IOException;
import java.io.InputStream;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.jspecify.annotations.Nullable;

/** Writes requests and reads answers over a connected socket, with Apache HttpCore. */
final class HttpCore extends DefaultBHttpClientConnection {

  private @Nullable SessionInputBuffer input;
  private boolean sentWhole;

  HttpCore() {
    super(HeadParser.LIMITS, null, null, HeadParser.INSTANCE, null, null, HeadParser.INSTANCE);
  }

  /**
   * Sends a request, once, and reads the head of the answer. A server may reject a body before it
   * has read it, and hang up: then its answer counts.
   */
  ClassicHttpResponse exchange(ClassicHttpRequest request) throws IOException {
    sentWhole = true;
    try {
      IOException unsent = send(request);
      ClassicHttpResponse response = head(unsent);
      receiveResponseEntity(response);
      return response;
    } catch (HttpException _) { // its message quotes what the server sent
      throw new IOException("the answer is not HTTP");
    }
  }

  private @Nullable IOException send(ClassicHttpRequest request) throws HttpException {
    try {
      sendRequestHeader(request);
      sendRequestEntity(request);
      flush();
      return null;
    } catch (IOException e) {
      sentWhole = false;
      return e;
    }
  }

  /** Skips the interim answers that any server may send. */
  private ClassicHttpResponse head(@Nullable IOException unsent) throws IOException, HttpException {
    try {
      ClassicHttpResponse response = receiveResponseHeader();
      while (response.getCode() < 200) {
        response = receiveResponseHeader();
      }
      return response;
    } catch (IOException e) {
      // A TLS alert is only seen by reading, and says more than a write that failed.
      throw unsent == null || e instanceof SSLException ? e : unsent;
    }
  }

  /** Whether the last request was sent to its end. */
  boolean sentWhole() {
    return sentWhole;
  }

  /** Whether the library has read more than the last answer. */
  boolean hasBufferedBytes() {
    return input != null && input.length() > 0;
  }

  @Override
  protected InputStream createContentInputStream(
      long length, SessionInputBuffer buffer, InputStream stream) {
    input = buffer;
    return super.createContentInputStream(length, buffer, stream);
  }
}
