package dev.logferry.cli.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logferry.cli.connection.ApiRequest.Body;
import dev.logferry.cli.connection.ApiRequest.Server;
import dev.logferry.cli.terminal.CommandException;
import dev.logferry.cli.terminal.UndeterminedException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Sends requests to the cluster and its Kibana. When a node cannot be reached the next one is used.
 * Thread-safe.
 */
public final class ApiClient implements AutoCloseable {

  private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(60);
  private static final String BOUNDARY = "logferry-e02f6f2c7a714a7f";

  private final Connection connection;
  private final ClusterNodes elasticsearch;
  private final Optional<ClusterNodes> kibana;

  public ApiClient(Connection connection) {
    this.connection = connection;
    this.elasticsearch =
        new ClusterNodes(connection.nodes(), connection.tls(), connection.trusted());
    this.kibana =
        connection
            .kibana()
            .map(one -> new ClusterNodes(List.of(one.url()), one.tls(), one.trusted()));
  }

  /**
   * Sends a request and returns the response, whatever its status.
   *
   * @throws UndeterminedException if there is no response; the message names each address and what
   *     is wrong
   */
  public ApiResponse send(ApiRequest request) {
    boolean repeatable = request.method().isIdempotent();
    ClusterNodes nodes = request.server() == Server.KIBANA ? requireKibana() : elasticsearch;
    HttpResponse<byte[]> response = nodes.send(repeatable, base -> httpRequest(base, request));
    URI base = URI.create(response.uri().getScheme() + "://" + response.uri().getAuthority());
    return new ApiResponse(
        request,
        base,
        response.statusCode(),
        response.headers().firstValue("X-Elastic-Product").isPresent(),
        new String(response.body(), UTF_8));
  }

  private ClusterNodes requireKibana() {
    return kibana.orElseThrow(() -> new CommandException(Connection.KIBANA_URL + " is not set"));
  }

  private HttpRequest httpRequest(URI base, ApiRequest request) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(base + space(request) + request.path()))
            .timeout(RESPONSE_TIMEOUT)
            .header("Accept", "application/json");
    connection.credentials().authorization().ifPresent(it -> builder.header("Authorization", it));
    if (request.server() == Server.KIBANA) {
      builder.header("kbn-xsrf", "logferry");
    }
    return withBody(builder, request);
  }

  private String space(ApiRequest request) {
    return connection
        .kibana()
        .filter(one -> request.server() == Server.KIBANA && !one.space().equals("default"))
        .map(one -> "/s/" + one.space())
        .orElse("");
  }

  private static HttpRequest withBody(HttpRequest.Builder builder, ApiRequest request) {
    String method = request.method().name();
    return switch (request.body()) {
      case Body.None() -> builder.method(method, BodyPublishers.noBody()).build();
      case Body.Json(String text) ->
          builder
              .header("Content-Type", "application/json")
              .method(method, BodyPublishers.ofString(text))
              .build();
      case Body.SavedObjects(String lines) ->
          builder
              .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
              .method(method, BodyPublishers.ofString(form(lines)))
              .build();
    };
  }

  private static String form(String lines) {
    return """
        --%s\r
        Content-Disposition: form-data; name="file"; filename="logferry.ndjson"\r
        Content-Type: application/ndjson\r
        \r
        %s\r
        --%s--\r
        """
        .formatted(BOUNDARY, lines, BOUNDARY);
  }

  @Override
  public void close() {
    elasticsearch.close();
    kibana.ifPresent(ClusterNodes::close);
  }
}
