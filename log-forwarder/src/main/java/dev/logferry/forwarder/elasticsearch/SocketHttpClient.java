package dev.logferry.forwarder.elasticsearch;

import co.elastic.clients.transport.TransportOptions;
import co.elastic.clients.transport.http.TransportHttpClient;
import dev.logferry.forwarder.tls.HostAndPort;
import dev.logferry.forwarder.tls.TlsConnector;
import dev.logferry.forwarder.tls.TlsFailure;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP layer below elasticsearch-java: one request after another over one connection, which is
 * kept. Never sends a request twice. Not thread-safe but for {@link #close}.
 */
final class SocketHttpClient implements TransportHttpClient {

  private final Cluster cluster;
  private final Nodes nodes;
  private final Renewed<TlsConnector> tls;
  private final Renewed<Credentials> credentials;

  private @Nullable HttpConnection connection;
  private @Nullable HttpAnswer answer;
  private @Nullable Target target;
  private boolean closed;

  SocketHttpClient(
      Cluster cluster, Nodes nodes, Renewed<TlsConnector> tls, Renewed<Credentials> credentials) {
    this.cluster = cluster;
    this.nodes = nodes;
    this.tls = tls;
    this.credentials = credentials;
  }

  /** The answer to the last request; its body is not read yet. */
  HttpAnswer answer() {
    return Objects.requireNonNull(answer, "no request was answered");
  }

  /** What the last connection was made with; null without TLS. */
  synchronized @Nullable TlsConnector tlsInUse() {
    return connection == null ? null : connection.tls();
  }

  /**
   * @throws NodesUnreachable if nothing was sent
   * @throws RejectedAnswer for any status but 200
   */
  @Override
  public Response performRequest(
      String endpointId, @Nullable Node node, Request request, @Nullable TransportOptions options)
      throws IOException {
    answer = null;
    Optional<String> authorization = credentials.get().authorization();
    NodesUnreachable.Failures failures = new NodesUnreachable.Failures();
    while (failures.count() < nodes.count()) {
      URI base = nodes.current();
      HttpConnection connected;
      try {
        connected = connected(base);
      } catch (IOException e) {
        // Nothing was sent, so another node can be asked at once.
        nodes.leave(base);
        failures.add(base.getAuthority(), e);
        continue;
      }
      return exchange(connected, head(base, request, authorization));
    }
    throw failures.toException();
  }

  private HttpConnection connected(URI base) throws IOException {
    HttpConnection known = connection;
    TlsConnector wanted = HostAndPort.isTls(base) ? tls.get() : null;
    if (known != null
        && known.node().equals(base)
        && Objects.equals(known.tls(), wanted)
        && known.isReusable()) {
      return known;
    }
    try {
      return connect(base, wanted);
    } catch (IOException e) {
      if (wanted != null && TlsFailure.of(e).mayBeRotation() && tls.differsFrom(wanted)) {
        return connect(base, tls.get());
      }
      throw e;
    }
  }

  private HttpConnection connect(URI base, @Nullable TlsConnector with) throws IOException {
    HttpConnection fresh = replace(new HttpConnection(base, with));
    fresh.connect(cluster.connectTimeout());
    return fresh;
  }

  private synchronized HttpConnection replace(HttpConnection fresh) throws IOException {
    if (closed) {
      throw new SocketException("closed before it was connected");
    }
    if (connection != null) {
      connection.close();
    }
    connection = fresh;
    return fresh;
  }

  private ClassicHttpRequest head(URI base, Request request, Optional<String> authorization) {
    // Without scheme and authority: the constructor for a whole address parses it anew.
    ClassicHttpRequest head =
        new BasicClassicHttpRequest(request.method(), null, null, target(base, request));
    for (Map.Entry<String, String> header : request.headers().entrySet()) {
      head.setHeader(header.getKey(), header.getValue());
    }
    if (authorization.isPresent()) {
      head.setHeader("Authorization", authorization.get());
    }
    Iterable<ByteBuffer> buffers = request.body();
    if (buffers != null) {
      ByteBuffer body = buffers.iterator().next(); // RequestBody makes one
      head.setHeader("Content-Length", body.remaining());
      if (cluster.compression()) {
        head.setHeader("Content-Encoding", "gzip");
      }
      head.setEntity(
          new ByteArrayEntity(
              body.array(), body.arrayOffset() + body.position(), body.remaining(), null));
    }
    return head;
  }

  private Response exchange(HttpConnection connected, ClassicHttpRequest head) throws IOException {
    try {
      HttpAnswer received = connected.exchange(head);
      if (received.statusCode() == 200) {
        answer = received;
        return received;
      }
      if (received.statusCode() >= 500) {
        nodes.leave(connected.node());
      }
      throw RejectedAnswer.read(received);
    } catch (RejectedAnswer e) {
      throw e;
    } catch (IOException e) {
      nodes.leave(connected.node());
      throw e;
    }
  }

  /** The path and the parameters, which are the same in nearly all requests to a node. */
  private record Target(
      URI base, String path, Map<String, String> parameters, String pathAndQuery) {
    boolean isFor(URI node, Request request) {
      return base.equals(node)
          && path.equals(request.path())
          && parameters.equals(request.queryParams());
    }
  }

  private String target(URI base, Request request) {
    Target known = target;
    if (known == null || !known.isFor(base, request)) {
      String made = pathAndQuery(base, request);
      known = new Target(base, request.path(), request.queryParams(), made);
      target = known;
    }
    return known.pathAndQuery();
  }

  private static String pathAndQuery(URI base, Request request) {
    StringBuilder target = new StringBuilder(base.getRawPath());
    if (!target.isEmpty() && target.charAt(target.length() - 1) == '/') {
      target.setLength(target.length() - 1);
    }
    target.append(request.path());
    char separator = '?';
    for (Map.Entry<String, String> parameter : request.queryParams().entrySet()) {
      target.append(separator).append(parameter.getKey()).append('=');
      target.append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
      separator = '&';
    }
    return target.toString();
  }

  @Override
  public CompletableFuture<Response> performRequestAsync(
      String endpointId, @Nullable Node node, Request request, @Nullable TransportOptions options) {
    return CompletableFuture.failedFuture(
        new UnsupportedOperationException("the forwarder sends one request after another"));
  }

  /** Ends what is in flight for good. From any thread; never blocks. */
  @Override
  public synchronized void close() {
    closed = true;
    if (connection != null) {
      connection.close();
      nodes.leave(connection.node()); // it may be the node that is silent
    }
  }
}
