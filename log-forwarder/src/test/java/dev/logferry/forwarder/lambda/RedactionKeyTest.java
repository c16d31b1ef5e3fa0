package dev.logferry.forwarder.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.logferry.forwarder.document.redact.HashKeyUnavailable;
import dev.logferry.forwarder.elasticsearch.SecretsExtension;
import dev.logferry.forwarder.settings.HashKeySettings;
import dev.logferry.forwarder.testing.Events;
import dev.logferry.forwarder.testing.FakeElasticsearch;
import dev.logferry.forwarder.testing.TestContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The key of hashed redactions, read from a server in the extension's place. */
class RedactionKeyTest {

  private static final String RULES =
      "[{\"name\":\"svc\",\"field\":\"service.name\",\"replace\":\"hash\"}]";

  private final AtomicInteger reads = new AtomicInteger();
  private final FakeElasticsearch elasticsearch = FakeElasticsearch.start();
  private final HttpServer extension;

  RedactionKeyTest() throws IOException {
    extension = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void start() {
    extension.start();
  }

  @AfterEach
  void stop() {
    extension.stop(0);
    elasticsearch.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"k\n", "{\"hash_key\":\"k\"}"})
  void a_secret_holds_the_key_itself_or_json(String secret) {
    holds(secret);

    assertThat(key().get()).isEqualTo("k");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "{}", "{\"key\":\"CANARY\"}", "{CANARY"})
  void a_secret_without_a_key_is_named_and_its_content_is_not(String secret) {
    holds(secret);
    RedactionKey key = key();

    assertThatThrownBy(key::get)
        .isInstanceOf(HashKeyUnavailable.class)
        .hasMessageContaining("the secret 'logferry/redaction'")
        .hasMessageContaining("hash_key")
        .message()
        .doesNotContain("CANARY");
  }

  @Test
  void the_key_from_the_secret_hashes_as_the_same_key_from_the_environment() throws IOException {
    holds("k");
    String bySecret = stored(Map.of("LOGFERRY_REDACTION_HASH_KEY_SECRET", "logferry/redaction"));
    String byEnvironment = stored(Map.of("LOGFERRY_REDACTION_HASH_KEY", "k"));

    assertThat(bySecret).contains("[svc:").isEqualTo(byEnvironment);
    assertThat(reads).hasValue(1);
  }

  /** Neither in the clear nor hashed with another key: the payload stays with Lambda. */
  @Test
  void without_the_secret_nothing_is_stored_and_the_remedy_is_logged() {
    TestContext context = new TestContext(Duration.ofSeconds(60));
    ForwardHandler handler =
        handler(Map.of("LOGFERRY_REDACTION_HASH_KEY_SECRET", "logferry/redaction"));

    assertThatThrownBy(() -> invoke(handler, context)).isInstanceOf(ForwardingFailed.class);

    assertThat(elasticsearch.stored()).isEmpty();
    assertThat(context.log().getFirst())
        .contains("the secret 'logferry/redaction' cannot be read", "GetSecretValue");
  }

  private String stored(Map<String, String> more) throws IOException {
    elasticsearch.forgetAll();
    invoke(handler(more), new TestContext(Duration.ofSeconds(60)));
    return elasticsearch.stored().toString();
  }

  private ForwardHandler handler(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>();
    environment.put("LOGFERRY_ELASTICSEARCH_URLS", elasticsearch.url().toString());
    environment.put("LOGFERRY_REDACTION_RULES", RULES);
    environment.put("LOGFERRY_ERROR_GROUPS", "false"); // ErrorGroupsTest
    environment.put("AWS_SESSION_TOKEN", "token");
    environment.put("PARAMETERS_SECRETS_EXTENSION_HTTP_PORT", port());
    environment.putAll(more);
    return new ForwardHandler(Wiring.from(environment));
  }

  private static void invoke(ForwardHandler handler, TestContext context) throws IOException {
    byte[] event = Events.lambdaEvent("mixed-batch");
    handler.handleRequest(new ByteArrayInputStream(event), new ByteArrayOutputStream(), context);
  }

  private void holds(String secret) {
    byte[] answer = JsonMapper.shared().writeValueAsBytes(Map.of("SecretString", secret));
    extension.createContext(
        "/secretsmanager/get",
        exchange -> {
          try (exchange) {
            reads.incrementAndGet();
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
  }

  private RedactionKey key() {
    return new RedactionKey(
        new HashKeySettings.InSecret("logferry/redaction"),
        new SecretsExtension(
            Map.of(
                "AWS_SESSION_TOKEN", "token", "PARAMETERS_SECRETS_EXTENSION_HTTP_PORT", port())));
  }

  private String port() {
    return String.valueOf(extension.getAddress().getPort());
  }
}
