package dev.logferry.localstack.elasticsearch;

import dev.logferry.analystpack.elasticsearch.IndexTemplates;
import dev.logferry.analystpack.elasticsearch.PackObject;
import dev.logferry.analystpack.elasticsearch.ServerFeature;
import dev.logferry.analystpack.elasticsearch.TemplateOptions;
import dev.logferry.localstack.server.Startup;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;

/** The few requests that make a started server ready, sent as its administrator. */
final class AdminConnection implements AutoCloseable {

  /** One node can hold no copies. */
  private static final String CUSTOM =
      """
      {"template":{"settings":{"index.number_of_shards":1,"index.number_of_replicas":0}}}""";

  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(10);

  private final HttpClient client;
  private final URI server;
  private final User admin;

  AdminConnection(URI server, SSLContext tls, User admin) {
    this.server = server;
    this.admin = admin;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(REQUEST_LIMIT)
            .sslContext(tls)
            .build();
  }

  /** Waits for the cluster. */
  void awaitHealth(Startup startup) {
    startup.await("being healthy", this::healthy);
  }

  /** Gives the cluster the index templates of the analyst pack. */
  void storeTemplates(Startup startup) {
    startup.await(
        "taking index templates",
        () -> {
          Set<ServerFeature> features = features();
          for (PackObject object :
              new IndexTemplates(features, TemplateOptions.DEFAULT).objects()) {
            boolean custom = object.name().equals(IndexTemplates.CUSTOM);
            store(object.path(), custom ? CUSTOM : object.body().toString());
          }
          return Optional.of(features);
        });
  }

  private Set<ServerFeature> features() throws IOException, InterruptedException {
    Set<ServerFeature> features = EnumSet.noneOf(ServerFeature.class);
    for (ServerFeature feature : ServerFeature.values()) {
      HttpRequest.Builder probe =
          request("/_index_template/_simulate")
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(feature.probe()));
      if (client.send(probe.build(), BodyHandlers.discarding()).statusCode() == 200) {
        features.add(feature);
      }
    }
    return features;
  }

  private Optional<String> healthy() throws IOException, InterruptedException {
    return answered(request("/_cluster/health?wait_for_status=yellow&timeout=1s").GET());
  }

  private void store(String path, String body) throws IOException, InterruptedException {
    answered(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String pathAndQuery) {
    return HttpRequest.newBuilder(server.resolve(pathAndQuery))
        .timeout(REQUEST_LIMIT)
        .header("Authorization", admin.basicAuthorization());
  }

  private Optional<String> answered(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException("HTTP " + response.statusCode() + ": " + response.body());
    }
    return Optional.of(response.body());
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
