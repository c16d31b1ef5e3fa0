package dev.logferry.endtoend.pipeline;

import dev.logferry.forwarder.document.LogDocument;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends documents once and tells what the server made of each: no retries, no fallback document.
 */
final class BulkSender {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Cluster cluster;
  private final HttpClient http;

  BulkSender(Cluster cluster) {
    this.cluster = cluster;
    this.http = HttpClient.newBuilder().sslContext(ClusterReader.trusting(cluster.caPem())).build();
  }

  /** For each document, in order: empty if it was taken, else why not. */
  List<Optional<String>> send(List<LogDocument> documents) {
    JsonNode answer = JSON.readTree(post(body(documents)));
    List<Optional<String>> answers = new ArrayList<>();
    for (JsonNode item : answer.path("items")) {
      JsonNode create = item.path("create");
      answers.add(
          create.path("status").asInt() == 201
              ? Optional.empty()
              : Optional.of(create.path("error").toString()));
    }
    if (answers.size() != documents.size()) {
      throw new IllegalStateException("the server answered " + answer);
    }
    return answers;
  }

  private static byte[] body(List<LogDocument> documents) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (LogDocument document : documents) {
      String action =
          "{\"create\":{\"_index\":\"%s\",\"_id\":\"%s\"}}\n"
              .formatted(document.dataStream().name(), document.id());
      body.writeBytes(action.getBytes(StandardCharsets.UTF_8));
      body.writeBytes(document.json());
      body.write('\n');
    }
    return body.toByteArray();
  }

  private String post(byte[] body) {
    HttpRequest request =
        HttpRequest.newBuilder(cluster.url().resolve("/_bulk"))
            .timeout(Duration.ofMinutes(5))
            .header("Authorization", cluster.shipper().basicAuthorization())
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
