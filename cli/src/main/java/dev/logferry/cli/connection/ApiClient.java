package dev.logferry.cli.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logferry.cli.connection.ApiRequest.Body;
import dev.logferry.cli.connection.ApiRequest.Server;
import dev.logferry.cli.terminal.CommandFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;

/**
 * Sends requests to the cluster and its Kibana. When a node cannot be reached the next one is used.
 * Not thread-safe.
 */
public final class ApiClient implements AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(60);
  private static final String BOUNDARY = "logferry-e02f6f2c7a714a7f";

  private final Connection connection;
  private final HttpClient elasticsearch;
  private final HttpClient kibana;

  /** The node that answered last. */
  private int node;

  public ApiClient(Connection connection) {
    this.connection = connection;
    this.elasticsearch = client(connection.trust());
    this.kibana = connection.kibana().map(one -> client(one.trust())).orElse(elasticsearch);
  }

  private static HttpClient client(Trust trust) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(CONNECT_TIMEOUT)
        .sslContext(TlsContexts.context(trust))
        .build();
  }

  /**
   * Sends a request and returns the answer, whatever its status.
   *
   * @throws CommandFailure if there is no answer; the message names each address and what is wrong
   */
  public ApiResponse send(ApiRequest request) {
    return request.server() == Server.KIBANA ? toKibana(request) : toCluster(request);
  }

  private ApiResponse toKibana(ApiRequest request) {
    Connection.Kibana target =
        connection
            .kibana()
            .orElseThrow(() -> new CommandFailure(Connection.KIBANA_URL + " is not set"));
    String space = target.space().equals("default") ? "" : "/s/" + target.space();
    try {
      return exchange(kibana, request, target.url(), space);
    } catch (IOException e) {
      throw new CommandFailure(problem(target.url(), target.trust(), e), e);
    }
  }

  private ApiResponse toCluster(ApiRequest request) {
    List<String> problems = new ArrayList<>();
    int count = connection.nodes().size();
    for (int attempt = 0; attempt < count; attempt++) {
      URI url = connection.nodes().get(node);
      try {
        return exchange(elasticsearch, request, url, "");
      } catch (IOException e) {
        problems.add(problem(url, connection.trust(), e));
        if (!request.method().isIdempotent() && !neverArrived(e)) {
          break; // It may have been carried out.
        }
        node = (node + 1) % count;
      }
    }
    throw new CommandFailure(String.join("\n", problems));
  }

  private static boolean neverArrived(IOException e) {
    return e instanceof ConnectException
        || e instanceof HttpConnectTimeoutException
        || e instanceof SSLException;
  }

  private static String problem(URI url, Trust trust, IOException e) {
    String reason = CommandFailure.reasonOf(e);
    return switch (e) {
      case SSLException _ ->
          "%s is not trusted by %s: %s".formatted(url, trust.description(), reason);
      case HttpConnectTimeoutException _ ->
          "%s does not accept a connection within %d s: check address, route and firewall"
              .formatted(url, CONNECT_TIMEOUT.toSeconds());
      case ConnectException _ when reason.equals("ConnectException") ->
          "%s cannot be reached: check host name, port and whether the server runs".formatted(url);
      case ConnectException _ -> "%s cannot be reached: %s".formatted(url, reason);
      default -> "%s gives no answer: %s".formatted(url, reason);
    };
  }

  private ApiResponse exchange(HttpClient client, ApiRequest request, URI url, String prefix)
      throws IOException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(url + prefix + request.path()))
            .timeout(RESPONSE_TIMEOUT)
            .header("Accept", "application/json");
    connection.authorization().ifPresent(value -> builder.header("Authorization", value.value()));
    if (request.server() == Server.KIBANA) {
      builder.header("kbn-xsrf", "logferry");
    }
    try {
      HttpResponse<String> response =
          client.send(withBody(builder, request), BodyHandlers.ofString(UTF_8));
      return new ApiResponse(request, url, response.statusCode(), response.body());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted while waiting for " + url, interrupted);
    }
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
    kibana.close();
  }
}
