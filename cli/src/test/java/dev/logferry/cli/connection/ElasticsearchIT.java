package dev.logferry.cli.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.elastic.clients.elasticsearch._types.Refresh;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import dev.logferry.cli.terminal.UndeterminedException;
import dev.logferry.localstack.elasticsearch.LocalElasticsearch;
import dev.logferry.localstack.elasticsearch.LocalElasticsearchSettings;
import dev.logferry.localstack.elasticsearch.User;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** elasticsearch-java over the command's own HTTP layer, on a real server. */
class ElasticsearchIT {
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
  void documents_are_written_and_found_again_through_the_second_node() {
    try (Elasticsearch cluster = as(server.admin(), "https://127.0.0.1:1," + server.url())) {
      cluster.call(
          "writing",
          client ->
              client.create(
                  create ->
                      create
                          .index("logs-shop.api-default")
                          .id("a b/ü")
                          .refresh(Refresh.True)
                          .document(Map.of("@timestamp", "2026-11-22T10:00:00Z", "message", "ü"))));

      SearchResponse<JsonNode> found =
          cluster.call(
              "searching", client -> client.search(s -> s.index("logs-*").size(1), JsonNode.class));

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

  private static Elasticsearch as(User user, String urls) {
    return new Elasticsearch(
        ConnectionTest.from(
            Map.of(
                "LOGFERRY_ELASTICSEARCH_URLS", urls,
                "LOGFERRY_ELASTICSEARCH_USERNAME", user.name(),
                "LOGFERRY_ELASTICSEARCH_PASSWORD", user.password(),
                "LOGFERRY_ELASTICSEARCH_CA_FILE", server.caFile().toString())));
  }
}
