package dev.logferry.localstack.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Stands for the AWS Parameters and Secrets Lambda Extension, with one secret: an API key. And for
 * the endpoint where a function under SnapStart gets its session token.
 */
final class FakeSecrets implements AutoCloseable {

  private final HttpServer server;
  private volatile String apiKey;

  private FakeSecrets(HttpServer server, String apiKey) {
    this.server = server;
    this.apiKey = apiKey;
  }

  static FakeSecrets start(String apiKey) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      FakeSecrets secrets = new FakeSecrets(server, apiKey);
      server.createContext("/", secrets::answer);
      server.start();
      return secrets;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How the function finds it. */
  Map<String, String> environment() {
    int port = server.getAddress().getPort();
    return Map.of(
        "PARAMETERS_SECRETS_EXTENSION_HTTP_PORT",
        String.valueOf(port),
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "http://127.0.0.1:%d/credentials".formatted(port));
  }

  void rotate(String newKey) {
    apiKey = newKey;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body =
          "{\"Token\":\"session\",\"SecretString\":\"%s\"}"
              .formatted(apiKey)
              .getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
