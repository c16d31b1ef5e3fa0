package dev.logferry.cli.connection;

import co.elastic.clients.transport.TransportOptions;
import co.elastic.clients.transport.http.TransportHttpClient;
import co.elastic.clients.util.BinaryData;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP layer below elasticsearch-java. The function's own is made for bulk requests alone (it
 * treats every status but 200 as a rejection); this one passes every status on, for the library to
 * read. Thread-safe.
 */
final class ElasticsearchHttp implements TransportHttpClient {

  private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(60);

  private final Connection connection;
  private final ClusterNodes nodes;

  ElasticsearchHttp(Connection connection) {
    this.connection = connection;
    this.nodes = new ClusterNodes(connection.nodes(), connection.tls(), connection.trusted());
  }

  @Override
  public Response performRequest(
      String endpointId, @Nullable Node node, Request request, @Nullable TransportOptions options) {
    boolean repeatable = !request.method().equals("POST") || endpointId.equals("es/search");
    return new Answer(nodes.send(repeatable, base -> httpRequest(base, request)));
  }

  private HttpRequest httpRequest(URI base, Request request) {
    String query =
        request.queryParams().entrySet().stream()
            .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
            .collect(Collectors.joining("&"));
    String path = base + request.path();
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(query.isEmpty() ? path : path + "?" + query))
            .timeout(RESPONSE_TIMEOUT)
            .method(request.method(), body(request.body()));
    request.headers().forEach(builder::header);
    connection.credentials().authorization().ifPresent(it -> builder.header("Authorization", it));
    return builder.build();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static BodyPublisher body(@Nullable Iterable<ByteBuffer> buffers) {
    if (buffers == null) {
      return BodyPublishers.noBody();
    }
    var body = new ByteArrayOutputStream();
    for (ByteBuffer buffer : buffers) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      body.writeBytes(bytes);
    }
    return BodyPublishers.ofByteArray(body.toByteArray());
  }

  @Override
  public CompletableFuture<Response> performRequestAsync(
      String endpointId, @Nullable Node node, Request request, @Nullable TransportOptions options) {
    return CompletableFuture.supplyAsync(() -> performRequest(endpointId, node, request, options));
  }

  @Override
  public void close() {
    nodes.close();
  }

  /** A whole response in memory. */
  private record Answer(HttpResponse<byte[]> response) implements Response {

    @Override
    public Node node() {
      return new Node(response.uri());
    }

    @Override
    public int statusCode() {
      return response.statusCode();
    }

    @Override
    public @Nullable String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }

    @Override
    public List<String> headers(String name) {
      return response.headers().allValues(name);
    }

    @Override
    public @Nullable BinaryData body() {
      byte[] body = response.body();
      String type = response.headers().firstValue("Content-Type").orElse("application/json");
      return body.length == 0 ? null : BinaryData.of(body, type);
    }

    @Override
    public Object originalResponse() {
      return response;
    }

    @Override
    public void close() {
      // The body is in memory.
    }
  }
}
