package dev.logferry.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.elastic.clients.elasticsearch._types.Refresh;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import dev.logferry.cli.SharedElasticsearch;
import dev.logferry.cli.terminal.UndeterminedException;
import dev.logferry.localstack.elasticsearch.LocalElasticsearch;
import dev.logferry.localstack.elasticsearch.User;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Both clients reach a real server with a certificate from a private authority. */
class ConnectionIT {
  private static final String INDEX = "logs-shop.connected-default";
  private static final ApiRequest HEALTH = ApiRequest.elasticsearch("/_cluster/health");

  private final LocalElasticsearch server = SharedElasticsearch.server();

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

  @Test
  void documents_are_written_and_found_again_through_the_second_node() {
    try (Elasticsearch cluster = as(server.admin(), "https://127.0.0.1:1," + server.url())) {
      cluster.call(
          "writing",
          client ->
              client.create(
                  create ->
                      create
                          .index(INDEX)
                          .id("a b/ü")
                          .refresh(Refresh.True)
                          .document(Map.of("@timestamp", "2026-11-22T10:00:00Z", "message", "ü"))));

      SearchResponse<JsonNode> found =
          cluster.call(
              "searching", client -> client.search(s -> s.index(INDEX).size(1), JsonNode.class));

      assertThat(found.hits().hits())
          .singleElement()
          .satisfies(
              hit -> {
                assertThat(hit.id()).isEqualTo("a b/ü");
                assertThat(String.valueOf(hit.source())).contains("\"message\":\"ü\"");
              });
      assertThat(cluster.call("looking", c -> c.exists(e -> e.index("none").id("x"))).value())
          .isFalse();
    }
  }

  @Test
  void a_rejection_is_explained_and_leaves_the_matter_open() {
    try (Elasticsearch cluster =
        as(new User("nobody", "s3cret-password"), server.url().toString())) {
      assertThatThrownBy(() -> cluster.call("searching logs-*", client -> client.count()))
          .isInstanceOf(UndeterminedException.class)
          .hasMessageStartingWith(
              "searching logs-*: Elasticsearch does not accept the credentials (401)")
          .message()
          .doesNotContain("s3cret-password");
    }
    try (Elasticsearch cluster = as(server.analyst(), server.url().toString())) {
      assertThatThrownBy(() -> cluster.call("asking", client -> client.cluster().health()))
          .hasMessageContaining("asking: Elasticsearch does not allow it (403)");
    }
  }

  private ApiResponse send(Map<String, String> changed) {
    Map<String, String> values = new HashMap<>();
    values.put("LOGFERRY_ELASTICSEARCH_URLS", server.url().toString());
    values.put("LOGFERRY_ELASTICSEARCH_USERNAME", server.admin().name());
    values.put("LOGFERRY_ELASTICSEARCH_PASSWORD", server.admin().password());
    changed.forEach((name, value) -> values.put("LOGFERRY_ELASTICSEARCH_" + name, value));
    try (ApiClient client = new ApiClient(ConnectionTest.from(values))) {
      return client.send(HEALTH);
    }
  }

  private Elasticsearch as(User user, String urls) {
    return new Elasticsearch(
        ConnectionTest.from(
            Map.of(
                "LOGFERRY_ELASTICSEARCH_URLS", urls,
                "LOGFERRY_ELASTICSEARCH_USERNAME", user.name(),
                "LOGFERRY_ELASTICSEARCH_PASSWORD", user.password(),
                "LOGFERRY_ELASTICSEARCH_CA_FILE", server.caFile().toString())));
  }
}
