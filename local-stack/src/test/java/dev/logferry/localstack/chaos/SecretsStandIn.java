package dev.logferry.localstack.chaos;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.logferry.localstack.elasticsearch.User;
import dev.logferry.localstack.lambda.Loopback;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** In place of the AWS Parameters and Secrets Lambda Extension: one secret, which can change. */
final class SecretsStandIn implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpServer server;
  private volatile User user;

  private SecretsStandIn(HttpServer server, User user) {
    this.server = server;
    this.user = user;
  }

  static SecretsStandIn start(User user) {
    try {
      // Not made here: the JVM's first server settles the limits of the local Lambda's, too.
      HttpServer server = Loopback.server(0);
      SecretsStandIn standIn = new SecretsStandIn(server, user);
      server.createContext("/secretsmanager/get", standIn::answer);
      server.start();
      return standIn;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The variables with which a function finds it. */
  Map<String, String> environment() {
    return Map.of(
        "PARAMETERS_SECRETS_EXTENSION_HTTP_PORT",
        Integer.toString(server.getAddress().getPort()),
        "AWS_SESSION_TOKEN",
        "local",
        "LOGFERRY_ELASTICSEARCH_CREDENTIALS_SECRET",
        "logferry/elasticsearch");
  }

  void change(User other) {
    user = other;
  }

  private void answer(HttpExchange exchange) throws IOException {
    User current = user;
    String secret =
        JSON.writeValueAsString(Map.of("username", current.name(), "password", current.password()));
    byte[] body = JSON.writeValueAsBytes(Map.of("SecretString", secret));
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
