package dev.logferry.endtoend.chaos;

import dev.logferry.endtoend.pipeline.ClusterReader;
import dev.logferry.localstack.elasticsearch.LocalElasticsearch;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests of the cluster's administrator, past every proxy. */
final class ClusterAdmin implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final LocalElasticsearch server;
  private final HttpClient http;

  ClusterAdmin(LocalElasticsearch server) throws IOException {
    this.server = server;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(ClusterReader.trusting(Files.readString(server.caFile())))
            .build();
  }

  /** The answer, whatever its status. */
  JsonNode ask(String method, String path, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.url().resolve(path))
            .timeout(LIMIT)
            .header("Authorization", server.admin().basicAuthorization())
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  /** The answer to something that has to succeed. */
  JsonNode demand(String method, String path, String body)
      throws IOException, InterruptedException {
    JsonNode answer = ask(method, path, body);
    if (answer.has("error")) {
      throw new IOException("%s %s answered %s".formatted(method, path, answer));
    }
    return answer;
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
