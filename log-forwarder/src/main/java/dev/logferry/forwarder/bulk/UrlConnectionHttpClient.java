package dev.logferry.forwarder.bulk;

import co.elastic.clients.transport.TransportOptions;
import co.elastic.clients.transport.http.TransportHttpClient;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP layer under elasticsearch-java, on the JDK's HttpURLConnection: the client that costs a
 * cold start least (docs/rationale/forwarder.md, "Why an own HTTP transport?"). For one request at
 * a time, and for no other once it was aborted.
 */
final class UrlConnectionHttpClient implements TransportHttpClient {

  static {
    // Answers are read to their end here. The JDK's own thread for that would go on reading an
    // answer that trickles, and hold the lock that closing the answer needs:
    // https://docs.oracle.com/en/java/javase/25/docs/api/java.base/java/net/doc-files/net-properties.html
    System.setProperty("http.KeepAlive.remainingData", "0");
  }

  private final Connection connection;
  private final Nodes nodes;
  private final Supplier<AbortableSockets> sockets;
  private final Supplier<Credentials> credentials;

  private volatile long deadlineNanos;
  private volatile boolean abandoned;
  private volatile @Nullable HttpURLConnection current;

  UrlConnectionHttpClient(
      Connection connection,
      Nodes nodes,
      Supplier<AbortableSockets> sockets,
      Supplier<Credentials> credentials) {
    this.connection = connection;
    this.nodes = nodes;
    this.sockets = sockets;
    this.credentials = credentials;
  }

  /** By when the next request has to be answered. */
  void answerWithin(Duration timeout) {
    deadlineNanos = System.nanoTime() + timeout.toNanos();
  }

  /** Ends what is under way for good. May block as long as the exchange does. */
  void abandon() {
    abandoned = true;
    abort();
  }

  private void abort() {
    HttpURLConnection http = current;
    if (http instanceof HttpsURLConnection) {
      sockets.get().abort();
    }
    if (http != null) {
      disconnect(http);
    }
  }

  private static void disconnect(HttpURLConnection http) {
    try {
      http.disconnect();
    } catch (NullPointerException _) {
      // The JDK's answer when the connection ends by itself at the same moment.
    }
  }

  @Override
  public Response performRequest(
      String endpointId, @Nullable Node node, Request request, @Nullable TransportOptions options)
      throws IOException {
    byte[] body = RequestBody.of(request, connection.compression());
    NodesUnreachable.Failures failures = new NodesUnreachable.Failures();
    while (failures.count() < nodes.count()) {
      URI base = nodes.current();
      HttpURLConnection http = open(base, request, body.length);
      try {
        connect(http);
      } catch (IOException e) {
        // Nothing was sent, so another node can be asked at once.
        nodes.leave(base);
        failures.add(base.getAuthority(), e);
        continue;
      }
      requireTimeLeft(http);
      return exchange(http, base, body);
    }
    throw failures.toException();
  }

  /** An abort that came before there was a socket closed nothing: the write would wait for ever. */
  private void requireTimeLeft(HttpURLConnection http) throws SocketTimeoutException {
    if (deadlineNanos - System.nanoTime() <= 0) {
      http.disconnect();
      throw new SocketTimeoutException("no time left to send");
    }
  }

  /** TCP and TLS together within the connect time-out. */
  private void connect(HttpURLConnection http) throws IOException {
    current = http;
    Duration limit = Duration.ofMillis(millis(connection.connectTimeout()));
    if (http instanceof HttpsURLConnection) {
      sockets.get().allow();
    }
    try (Watchdog watchdog = Watchdog.after(limit, this::abort)) {
      if (abandoned) {
        throw new SocketTimeoutException("no time left to connect");
      }
      http.connect();
      if (watchdog.fired()) {
        throw new SocketTimeoutException("not connected within " + limit.toMillis() + " ms");
      }
    }
  }

  private Response exchange(HttpURLConnection http, URI base, byte[] body) throws IOException {
    try {
      if (body.length > 0) {
        try (OutputStream out = http.getOutputStream()) {
          out.write(body);
        }
      }
      return accepted(UrlConnectionResponse.of(http, base, deadlineNanos), base);
    } catch (RefusedAnswer e) {
      throw e;
    } catch (IOException e) {
      nodes.leave(base);
      throw e;
    }
  }

  private Response accepted(UrlConnectionResponse response, URI base) throws IOException {
    if (response.statusCode() == 200) {
      return response;
    }
    if (response.statusCode() >= 500) {
      nodes.leave(base);
    }
    throw response.refusal();
  }

  private HttpURLConnection open(URI base, Request request, int bodyBytes) throws IOException {
    HttpURLConnection http = (HttpURLConnection) uri(base, request).toURL().openConnection();
    if (http instanceof HttpsURLConnection https) {
      https.setSSLSocketFactory(sockets.get());
    }
    http.setConnectTimeout(millis(connection.connectTimeout()));
    http.setReadTimeout(millis(connection.requestTimeout()));
    http.setInstanceFollowRedirects(false);
    http.setUseCaches(false);
    http.setRequestMethod(request.method());
    request.headers().forEach(http::setRequestProperty);
    credentials
        .get()
        .authorization()
        .ifPresent(header -> http.setRequestProperty("Authorization", header));
    if (bodyBytes > 0) {
      http.setDoOutput(true);
      // Streaming also keeps HttpURLConnection from silently sending a POST a second time.
      http.setFixedLengthStreamingMode(bodyBytes);
      if (connection.compression()) {
        http.setRequestProperty("Content-Encoding", "gzip");
      }
    }
    return http;
  }

  /** As long as wanted, but not beyond the deadline; never 0, which would mean for ever. */
  private int millis(Duration wanted) {
    long left = (deadlineNanos - System.nanoTime()) / 1_000_000;
    return (int) Math.max(1, Math.min(Math.min(wanted.toMillis(), left), Integer.MAX_VALUE));
  }

  private static URI uri(URI base, Request request) {
    StringBuilder uri = new StringBuilder(base.toString());
    if (uri.charAt(uri.length() - 1) == '/') {
      uri.setLength(uri.length() - 1);
    }
    uri.append(request.path());
    char separator = '?';
    for (Map.Entry<String, String> parameter : request.queryParams().entrySet()) {
      uri.append(separator).append(parameter.getKey()).append('=');
      uri.append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
      separator = '&';
    }
    return URI.create(uri.toString());
  }

  @Override
  public CompletableFuture<Response> performRequestAsync(
      String endpointId, @Nullable Node node, Request request, @Nullable TransportOptions options) {
    return CompletableFuture.failedFuture(
        new UnsupportedOperationException("the forwarder sends one request after another"));
  }

  @Override
  public void close() {}
}
