package dev.logferry.forwarder.elasticsearch;

import dev.logferry.forwarder.json.JsonKind;
import dev.logferry.forwarder.json.JsonTape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/**
 * Reads secrets through the AWS Parameters and Secrets Lambda Extension, a cache beside the
 * function on its own machine, over the same HTTP code as Elasticsearch. Nothing of the AWS SDK has
 * to be loaded for it.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-secrets-manager.html">Secrets
 *     Manager secrets in Lambda functions</a>
 */
public final class SecretsExtension implements SecretSource {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** A secret has at most 65,536 bytes, each of which JSON can escape by six characters. */
  private static final long MAX_ANSWER_BYTES = 512 * 1024;

  private static final int MAX_DEPTH = 100;
  private static final int MAX_VALUES = 10_000;

  private final Map<String, String> environment;
  private final Duration timeout;

  /**
   * @param environment the function's: it holds the extension's port and the session token, or
   *     where to get one
   */
  public SecretsExtension(Map<String, String> environment) {
    this(environment, TIMEOUT);
  }

  SecretsExtension(Map<String, String> environment, Duration timeout) {
    this.environment = Map.copyOf(environment);
    this.timeout = timeout;
  }

  /**
   * The text of a secret.
   *
   * @throws SecretUnavailable with the secret's name and a remedy
   */
  @Override
  public String read(String nameOrArn) {
    String port = environment.getOrDefault("PARAMETERS_SECRETS_EXTENSION_HTTP_PORT", "2773");
    String target =
        "/secretsmanager/get?secretId=" + URLEncoder.encode(nameOrArn, StandardCharsets.UTF_8);
    try {
      URI extension = URI.create("http://localhost:" + port);
      String answer = get(extension, target, "X-Aws-Parameters-Secrets-Token", sessionToken());
      return member(answer, "SecretString", "the secret has no SecretString");
    } catch (IOException e) {
      throw new SecretUnavailable(nameOrArn, e);
    }
  }

  /** The members of a secret that is a JSON object of strings; empty for any other text. */
  public static Map<String, String> membersOf(String secret) {
    if (!secret.strip().startsWith("{")) {
      return Map.of();
    }
    try {
      return members(secret);
    } catch (IOException _) {
      return Map.of();
    }
  }

  /** Under SnapStart the token is not in the environment but behind the credentials endpoint. */
  private String sessionToken() throws IOException {
    String token = environment.get("AWS_SESSION_TOKEN");
    if (token != null) {
      return token;
    }
    String endpoint = environment.getOrDefault("AWS_CONTAINER_CREDENTIALS_FULL_URI", "");
    if (endpoint.isEmpty()) {
      throw new IOException("the function has no AWS_SESSION_TOKEN");
    }
    String authorization = environment.getOrDefault("AWS_CONTAINER_AUTHORIZATION_TOKEN", "");
    URI uri = URI.create(endpoint);
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String answer = get(uri, uri.getRawPath() + query, "Authorization", authorization);
    return member(answer, "Token", "the function's credentials have no token");
  }

  private static String member(String json, String name, String missing) throws IOException {
    String value = members(json).get(name);
    if (value == null) {
      throw new IOException(missing);
    }
    return value;
  }

  /** Redirects are not followed: that would pass the token on. */
  private String get(URI base, String target, String header, String value) throws IOException {
    BasicClassicHttpRequest request = new BasicClassicHttpRequest("GET", target);
    request.setHeader(header, value);
    try (HttpConnection connection = new HttpConnection(base, null)) {
      connection.connect(timeout);
      connection.setReadTimeout(timeout);
      HttpAnswer answer = connection.exchange(request);
      if (answer.statusCode() != 200) {
        throw new IOException("status " + answer.statusCode());
      }
      return new String(answer.body(MAX_ANSWER_BYTES).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Map<String, String> members(String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    JsonTape tape = new JsonTape(MAX_DEPTH, MAX_VALUES);
    if (tape.read(utf8, 0, utf8.length) != JsonTape.Read.OBJECT) {
      throw new IOException("not a JSON object");
    }
    Map<String, String> members = new HashMap<>();
    for (int member = 1; member < tape.size(); member = tape.next(member)) {
      if (tape.kind(member) == JsonKind.STRING) {
        members.put(tape.name(member), tape.string(member));
      }
    }
    return members;
  }

  /** A secret could not be read. */
  public static final class SecretUnavailable extends UncheckedIOException {
    private static final long serialVersionUID = 1;

    SecretUnavailable(String nameOrArn, IOException cause) {
      super(
          "the secret '"
              + nameOrArn
              + "' cannot be read ("
              + cause.getMessage()
              + "): check that the AWS Parameters and Secrets Lambda Extension layer is attached, that the role has secretsmanager:GetSecretValue on it, and that the VPC reaches Secrets Manager",
          cause);
    }
  }
}
