package dev.logferry.endtoend.pipeline;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Prepares a cluster as its administrator. */
final class ClusterSetup {

  private final HttpClient http;
  private final Cluster cluster;

  ClusterSetup(Cluster cluster) {
    this.http = HttpClient.newBuilder().sslContext(ClusterReader.trusting(cluster.caPem())).build();
    this.cluster = cluster;
  }

  ClusterSetup put(String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(cluster.url().resolve(path))
            .header("Authorization", cluster.admin().basicAuthorization())
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new IllegalStateException(path + " answered " + response.body());
      }
      return this;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
