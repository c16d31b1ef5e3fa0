package dev.logferry.localstack.page;

import dev.logferry.analystpack.query.Query;
import dev.logferry.localstack.elasticsearch.LocalElasticsearch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Searches the log data streams with the analyst's privileges. Thread-safe. */
public final class AnalystClient implements AutoCloseable {

  /** All logs, without the documents about error groups. */
  static final String LOGS = Query.LOGS;

  /** The same with the documents about error groups. */
  static final String LOGS_AND_GROUPS = "logs-*-*";

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final HttpClient http;
  private final URI server;
  private final String authorization;

  private AnalystClient(HttpClient http, URI server, String authorization) {
    this.http = http;
    this.server = server;
    this.authorization = authorization;
  }

  /** Of a local server's analyst. */
  public static AnalystClient of(LocalElasticsearch elasticsearch) {
    return new AnalystClient(
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .sslContext(elasticsearch.clientContext())
            .build(),
        elasticsearch.url(),
        elasticsearch.analyst().basicAuthorization());
  }

  /**
   * Runs one search.
   *
   * @throws IllegalArgumentException if Elasticsearch rejects it, with its reason
   * @throws UncheckedIOException if Elasticsearch does not respond or reports an error of its own
   */
  public JsonNode search(String indices, JsonNode body) {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/" + indices + "/_search"))
            .timeout(LIMIT)
            .header("Authorization", authorization)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()))
            .build();
    try {
      return checked(http.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Elasticsearch does not respond (%s)".formatted(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", e));
    }
  }

  private static JsonNode checked(HttpResponse<String> response) throws IOException {
    if (response.statusCode() == 200) {
      return JsonMapper.shared().readTree(response.body());
    }
    if (response.statusCode() == 400) {
      JsonNode error = JsonMapper.shared().readTree(response.body()).path("error");
      throw new IllegalArgumentException(
          error.at("/root_cause/0/reason").asString(error.path("reason").asString("HTTP 400")));
    }
    throw new IOException("HTTP " + response.statusCode());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
