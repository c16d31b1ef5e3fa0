package dev.logferry.forwarder.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.logferry.forwarder.elasticsearch.Credentials;
import dev.logferry.forwarder.elasticsearch.SecretsExtension;
import dev.logferry.forwarder.settings.Settings;
import dev.logferry.forwarder.testing.CertificateText;
import dev.logferry.forwarder.testing.TestAuthority;
import dev.logferry.forwarder.tls.ClientCertificate;
import dev.logferry.forwarder.tls.Trust;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What the texts in Secrets Manager become, read from a server in the extension's place. */
class ClusterSecretsTest {

  private static final String CANARY = "canary4711";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpServer extension = newServer();

  private static HttpServer newServer() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> secrets = Map.of();

  @BeforeEach
  void start() {
    extension.createContext("/secretsmanager/get", this::answer);
    extension.start();
  }

  @AfterEach
  void stop() {
    extension.stop(0);
  }

  @Test
  void a_plain_text_is_the_api_key() {
    assertThat(secrets(" a2V5Og==\n").credentials()).isEqualTo(new Credentials.ApiKey("a2V5Og=="));
  }

  @Test
  void json_holds_an_api_key() {
    assertThat(secrets("{\"api_key\":\"a2V5\\n\",\"username\":\"u\"}").credentials())
        .isEqualTo(new Credentials.ApiKey("a2V5"));
  }

  @Test
  void json_holds_a_user_and_a_password() {
    assertThat(secrets("{\"username\":\"u\",\"password\":\"p:ä \",\"n\":1}").credentials())
        .isEqualTo(new Credentials.UserAndPassword("u", "p:ä "));
  }

  @Test
  void the_ca_is_a_certificate() {
    assertThat(secrets(CertificateText.PEM).tls().trust())
        .isEqualTo(new Trust.CertificateAuthority(CertificateText.PEM));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"username\":\"canary4711\"}",
        "{\"password\":\"canary4711\"}",
        "{\"username\":\"\",\"password\":\"canary4711\"}",
        "{\"key\":\"canary4711\"}",
        "{\"username\":1,\"password\":\"canary4711\"}",
        "{canary4711",
        "{}",
        "",
        "canary4711\r\nX-Evil: 1",
        "canary4711 é",
        "{\"api_key\":\"canary4711\\u0000\"}",
        "{\"api_key\":\"\"}",
        "{\"username\":\"canary4711:\",\"password\":\"p\"}",
        "{\"username\":\"u\",\"password\":\"canary4711\\n\"}"
      })
  void credentials_that_cannot_be_used_name_the_secret_and_not_its_value(String secret) {
    ClusterSecrets secrets = secrets(secret);
    assertThatThrownBy(secrets::credentials)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("the secret 'the/credentials'")
        .satisfies(e -> assertThat(stackTrace(e)).doesNotContain(CANARY));
  }

  @Test
  void the_client_certificate_is_pem_text_or_json_with_its_two_parts() {
    TestAuthority.Client client = TestAuthority.validFor(Duration.ofDays(1)).client();
    String pem = client.certificatePem() + client.keyPem();
    String json =
        JSON.writeValueAsString(
            Map.of("certificate", client.certificatePem(), "private_key", client.keyPem()));

    assertThat(clientCertificate(pem)).isEqualTo(ClientCertificate.of(pem));
    assertThat(clientCertificate(json)).isEqualTo(ClientCertificate.of(pem));
    assertThatThrownBy(() -> clientCertificate(client.certificatePem()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContainingAll("the secret 'the/client' cannot be used", "no private key");
  }

  private ClientCertificate clientCertificate(String secret) {
    secrets = Map.of("the/ca", CertificateText.PEM, "the/client", secret);
    return extension(Map.of("LOGFERRY_ELASTICSEARCH_CLIENT_CERTIFICATE_SECRET", "the/client"))
        .tls()
        .clientCertificate()
        .orElseThrow();
  }

  @Test
  void credentials_that_are_a_private_key_are_recognised_and_not_sent() {
    ClusterSecrets secrets = secrets("-----BEGIN PRIVATE KEY-----\ncanary4711");

    assertThatThrownBy(secrets::credentials)
        .hasMessageContainingAll("it holds PEM text", "CLIENT_CERTIFICATE_SECRET")
        .hasMessageNotContaining(CANARY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "canary4711",
        "-----BEGIN PRIVATE KEY-----\ncanary4711\n-----END PRIVATE KEY-----",
        "-----BEGIN CERTIFICATE-----\ncanary4711\n-----END CERTIFICATE-----",
        "-----BEGIN canary4711-----\n-----BEGIN CERTIFICATE-----\nMIIB"
      })
  void a_ca_that_cannot_be_used_names_the_secret_and_not_its_value(String secret) {
    ClusterSecrets secrets = secrets(secret);
    assertThatThrownBy(secrets::tls)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("the secret 'the/ca' cannot be used")
        .satisfies(e -> assertThat(stackTrace(e)).doesNotContain(CANARY));
  }

  private ClusterSecrets secrets(String secret) {
    secrets = Map.of("the/ca", secret, "the/credentials", secret);
    return extension(Map.of());
  }

  /** Answers as the extension does. */
  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String query = URLDecoder.decode(exchange.getRequestURI().getQuery(), StandardCharsets.UTF_8);
      String secret = secrets.getOrDefault(query.replace("secretId=", ""), "");
      byte[] answer = JSON.writeValueAsBytes(Map.of("SecretString", secret));
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private ClusterSecrets extension(Map<String, String> more) {
    Map<String, String> variables =
        new HashMap<>(
            Map.of(
                "LOGFERRY_ELASTICSEARCH_URLS", "https://es:9200",
                "LOGFERRY_ELASTICSEARCH_CREDENTIALS_SECRET", "the/credentials",
                "LOGFERRY_ELASTICSEARCH_CA_SECRET", "the/ca"));
    variables.putAll(more);
    Map<String, String> environment =
        Map.of(
            "AWS_SESSION_TOKEN",
            "token",
            "PARAMETERS_SECRETS_EXTENSION_HTTP_PORT",
            "" + extension.getAddress().getPort());
    return new ClusterSecrets(
        Settings.from(variables).cluster(), new SecretsExtension(environment));
  }

  private static String stackTrace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
