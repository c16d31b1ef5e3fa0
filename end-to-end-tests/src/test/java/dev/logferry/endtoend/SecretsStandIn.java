package dev.logferry.endtoend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.logferry.localstack.lambda.Loopback;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * In place of the AWS Parameters and Secrets Lambda Extension: one secret, which can change. And of
 * the endpoint where a function under SnapStart gets its session token; a token in the environment
 * would be sent to S3 as well, and the S3 server of these tests takes none.
 */
public final class SecretsStandIn implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpServer server;
  private volatile String secret;

  private SecretsStandIn(HttpServer server, String secret) {
    this.server = server;
    this.secret = secret;
  }

  public static SecretsStandIn start(String secret) {
    try {
      // Not made here: the JVM's first server settles the limits of the local Lambda's, too.
      HttpServer server = Loopback.server(0);
      SecretsStandIn standIn = new SecretsStandIn(server, secret);
      server.createContext("/", standIn::answer);
      server.start();
      return standIn;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A secret that holds a user and a password. */
  public static String of(String username, String password) {
    return JSON.writeValueAsString(Map.of("username", username, "password", password));
  }

  /** The variables with which a function finds it, and the secret in it. */
  public Map<String, String> environment() {
    int port = server.getAddress().getPort();
    return Map.of(
        "PARAMETERS_SECRETS_EXTENSION_HTTP_PORT",
        Integer.toString(port),
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "http://127.0.0.1:%d/credentials".formatted(port),
        "LOGFERRY_ELASTICSEARCH_CREDENTIALS_SECRET",
        "logferry/elasticsearch");
  }

  public void change(String other) {
    secret = other;
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = JSON.writeValueAsBytes(Map.of("Token", "session", "SecretString", secret));
    exchange.sendResponseHeaders(200, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
