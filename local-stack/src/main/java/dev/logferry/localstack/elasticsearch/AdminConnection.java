package dev.logferry.localstack.elasticsearch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** The few requests that make a started server ready, sent as its administrator. */
final class AdminConnection implements AutoCloseable {

  private static final String TEMPLATE_RESOURCE = "logs-template.json";
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

  /** Waits for the cluster, then gives it the index template. */
  void makeReady(Startup startup) throws IOException {
    byte[] template = template();
    startup.await("being healthy", this::healthy);
    startup.await("taking an index template", () -> storeTemplate(template));
  }

  private Optional<String> healthy() throws IOException, InterruptedException {
    return answered(request("/_cluster/health?wait_for_status=yellow&timeout=1s").GET());
  }

  private Optional<String> storeTemplate(byte[] template) throws IOException, InterruptedException {
    return answered(
        request("/_index_template/logs-local")
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofByteArray(template)));
  }

  private static byte[] template() throws IOException {
    try (InputStream in = AdminConnection.class.getResourceAsStream(TEMPLATE_RESOURCE)) {
      return Objects.requireNonNull(in, TEMPLATE_RESOURCE).readAllBytes();
    }
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
