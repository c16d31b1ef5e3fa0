package dev.logferry.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.logferry.localstack.elasticsearch.LocalElasticsearch;
import dev.logferry.localstack.elasticsearch.LocalElasticsearchSettings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reaches a real server with a certificate from a private authority. */
class ApiClientIT {
  private static final ApiRequest HEALTH = ApiRequest.elasticsearch("/_cluster/health");
  private static LocalElasticsearch server;

  @BeforeAll
  static void start() {
    server = LocalElasticsearch.start(LocalElasticsearchSettings.defaults());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void trusts_an_authority_by_its_file_or_its_fingerprint() {
    assertThat(send(Map.of("CA_FILE", server.caFile().toString())).status()).isEqualTo(200);
    assertThat(send(Map.of("CA_FINGERPRINT", server.caFingerprint())).status()).isEqualTo(200);
  }

  @Test
  void another_authority_is_not_trusted_and_the_message_says_which_was() {
    assertThatThrownBy(() -> send(Map.of("CA_FINGERPRINT", "0".repeat(64))))
        .hasMessageContaining(
            "is not trusted by the authority with the fingerprint 0000000000000000");
    assertThatThrownBy(() -> send(Map.of()))
        .hasMessageContaining("is not trusted by the authorities that Java trusts");
  }

  @Test
  void a_host_name_that_the_certificate_lacks_is_not_trusted() {
    String other = server.url().toString().replace("127.0.0.1", "127.0.0.2");
    assertThatThrownBy(() -> send(Map.of("CA_FINGERPRINT", server.caFingerprint(), "URLS", other)))
        .hasMessageContaining("127.0.0.2");
  }

  @Test
  void the_next_node_is_used_when_one_is_down() {
    String urls = "https://127.0.0.1:1," + server.url();
    assertThat(send(Map.of("CA_FILE", server.caFile().toString(), "URLS", urls)).status())
        .isEqualTo(200);
  }

  @Test
  void wrong_credentials_are_named_as_such() {
    ApiResponse response =
        send(Map.of("CA_FILE", server.caFile().toString(), "PASSWORD", "wrong-password"));
    assertThatThrownBy(response::orFail)
        .hasMessageContaining("does not accept the credentials (401)")
        .message()
        .doesNotContain("wrong-password");
  }

  @Test
  void a_missing_privilege_is_named_with_the_request() {
    Map<String, String> analyst =
        Map.of(
            "CA_FILE", server.caFile().toString(),
            "USERNAME", server.analyst().name(),
            "PASSWORD", server.analyst().password());
    assertThatThrownBy(() -> send(analyst).orFail())
        .hasMessageContaining("does not allow GET /_cluster/health (403)")
        .hasMessageContaining("give the key or user that privilege");
  }

  private static ApiResponse send(Map<String, String> changed) {
    Map<String, String> values = new HashMap<>();
    values.put("LOGFERRY_ELASTICSEARCH_URLS", server.url().toString());
    values.put("LOGFERRY_ELASTICSEARCH_USERNAME", server.admin().name());
    values.put("LOGFERRY_ELASTICSEARCH_PASSWORD", server.admin().password());
    changed.forEach((name, value) -> values.put("LOGFERRY_ELASTICSEARCH_" + name, value));
    try (ApiClient client = new ApiClient(ConnectionTest.from(values))) {
      return client.send(HEALTH);
    }
  }
}
