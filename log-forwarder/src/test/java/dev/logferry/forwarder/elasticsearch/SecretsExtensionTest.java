package dev.logferry.forwarder.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.logferry.forwarder.elasticsearch.SecretsExtension.SecretUnavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsExtensionTest {

  private static final String CANARY = "canary4711";
  private static final String SECRETS = "/secretsmanager/get";
  private static final String CREDENTIALS = "/v1/credentials";

  private record Answer(int status, String body) {}

  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final Map<String, String> seen = new ConcurrentHashMap<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server = newServer();

  private static HttpServer newServer() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeEach
  void start() {
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    released.countDown();
    server.stop(0);
    threads.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> seen.put(path + " " + name, values.getFirst()));
    seen.put(path, exchange.getRequestURI().toString());
    Answer answer = answers.get(path);
    try (exchange) {
      if (answer == null) {
        released.await();
        return;
      }
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      if (answer.status() == 302) {
        exchange.getResponseHeaders().add("Location", "/elsewhere");
      }
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void reads_a_secret_with_the_token_of_the_environment() {
    answers.put(
        SECRETS,
        new Answer(
            200, "{\"ARN\":\"x\",\"VersionStages\":[\"c\"],\"SecretString\":\"s\\u00e9cret\\n\"}"));

    assertThat(extension(Map.of("AWS_SESSION_TOKEN", "t/o=ken")).read("a/b c&d=é"))
        .isEqualTo("sécret\n");
    assertThat(seen)
        .containsEntry(SECRETS + " X-aws-parameters-secrets-token", "t/o=ken")
        .containsEntry(SECRETS, SECRETS + "?secretId=a%2Fb+c%26d%3D%C3%A9");
  }

  @Test
  void reads_the_token_behind_the_credentials_endpoint_under_snapstart() {
    answers.put(
        CREDENTIALS,
        new Answer(200, "{\"AccessKeyId\":\"a\",\"Token\":\"restored\",\"Expiration\":\"x\"}"));
    answers.put(SECRETS, new Answer(200, "{\"SecretString\":\"secret\"}"));

    assertThat(snapStarted().read("name")).isEqualTo("secret");
    assertThat(seen)
        .containsEntry(CREDENTIALS + " Authorization", "snap token")
        .containsEntry(SECRETS + " X-aws-parameters-secrets-token", "restored");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "400;canary4711;status 400",
        "401;``;status 401",
        "403;{\"SecretString\":\"canary4711\"};status 403",
        "404;canary4711;status 404",
        "500;canary4711;status 500",
        "302;``;status 302",
        "200;canary4711;not a JSON object",
        "200;{\"SecretString\":\"canary4711;not a JSON object",
        "200;{\"SecretBinary\":\"canary4711\"};the secret has no SecretString",
        "200;\"canary4711\";not a JSON object",
        "200;``;not a JSON object"
      })
  void an_answer_without_a_secret_is_explained_and_not_quoted(int status, String body, String why) {
    answers.put(SECRETS, new Answer(status, body));
    answers.put("/elsewhere", new Answer(200, "{\"SecretString\":\"canary4711\"}"));
    assertThatThrownBy(() -> extension(Map.of("AWS_SESSION_TOKEN", CANARY)).read("the/name"))
        .isInstanceOf(SecretUnavailable.class)
        .hasMessageContaining("the secret 'the/name' cannot be read (" + why + ")")
        .hasMessageContaining("secretsmanager:GetSecretValue")
        .hasStackTraceContaining("SecretUnavailable")
        .satisfies(e -> assertThat(stackTrace(e)).doesNotContain(CANARY));
    assertThat(seen).doesNotContainKey("/elsewhere");
  }

  @Test
  void an_extension_that_does_not_answer_is_given_up() {
    SecretsExtension hurried = extension(Map.of("AWS_SESSION_TOKEN", "t"), Duration.ofMillis(300));

    assertThatThrownBy(() -> hurried.read("name"))
        .isInstanceOf(SecretUnavailable.class)
        .hasMessageContaining("timed out");
  }

  @Test
  void an_extension_that_is_not_there_is_named() {
    server.stop(0);
    assertThatThrownBy(() -> extension(Map.of("AWS_SESSION_TOKEN", "t")).read("name"))
        .hasMessageContaining("Connection refused")
        .hasMessageContaining("Extension layer is attached");
  }

  @Test
  void without_a_token_nothing_is_asked() {
    assertThatThrownBy(() -> extension(Map.of()).read("name"))
        .hasMessageContaining("the function has no AWS_SESSION_TOKEN");
    answers.put(CREDENTIALS, new Answer(200, "{}"));
    assertThatThrownBy(() -> snapStarted().read("name"))
        .hasMessageContaining("the function's credentials have no token");
    assertThat(seen).doesNotContainKey(SECRETS);
  }

  @Test
  void members_are_those_of_a_json_object_of_strings() {
    assertThat(
            SecretsExtension.membersOf(" {\"api_key\":\"k\",\"n\":1,\"o\":{\"username\":\"no\"}}"))
        .isEqualTo(Map.of("api_key", "k"));
    assertThat(SecretsExtension.membersOf("a2V5")).isEmpty();
    assertThat(SecretsExtension.membersOf("{\"api_key\":\"k\"")).isEmpty();
    assertThat(SecretsExtension.membersOf("")).isEmpty();
  }

  private SecretsExtension snapStarted() {
    return extension(
        Map.of(
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            "http://localhost:" + server.getAddress().getPort() + CREDENTIALS,
            "AWS_CONTAINER_AUTHORIZATION_TOKEN",
            "snap token"));
  }

  private SecretsExtension extension(Map<String, String> more) {
    return extension(more, Duration.ofMinutes(1));
  }

  private SecretsExtension extension(Map<String, String> more, Duration timeout) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("PARAMETERS_SECRETS_EXTENSION_HTTP_PORT", "" + server.getAddress().getPort());
    return new SecretsExtension(environment, timeout);
  }

  private static String stackTrace(Throwable failure) {
    java.io.StringWriter text = new java.io.StringWriter();
    failure.printStackTrace(new java.io.PrintWriter(text));
    return text.toString();
  }
}
