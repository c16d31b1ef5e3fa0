package dev.logferry.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.cli.audit.Finding.Kind;
import dev.logferry.cli.audit.UndeliveredEventIndex.Place;
import dev.logferry.cli.cloudwatch.TimeSlice;
import dev.logferry.cli.connection.ConnectionTest;
import dev.logferry.cli.connection.Elasticsearch;
import dev.logferry.cli.connection.FakeElasticsearch;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * AggregationValues as Elasticsearch documents them: the server that tests can start has no failure
 * stores.
 */
class FailureStoreTest {
  private FakeElasticsearch server;
  private Elasticsearch elasticsearch;
  private FailureStore failureStore;

  @BeforeEach
  void start() throws IOException {
    server = new FakeElasticsearch(Optional.empty());
    elasticsearch =
        new Elasticsearch(
            ConnectionTest.from(
                Map.of(
                    "LOGFERRY_ELASTICSEARCH_URLS", server.url().toString(),
                    "LOGFERRY_ELASTICSEARCH_USERNAME", "analyst",
                    "LOGFERRY_ELASTICSEARCH_PASSWORD", "reads-only")));
    failureStore = new FailureStore(elasticsearch, "logs-*-*,-logs-logferry.*");
  }

  @AfterEach
  void stop() {
    elasticsearch.close();
    server.close();
  }

  private List<Place> places(String... documentIds) {
    return new Absences(new UndeliveredEventIndex(new TimeSlice(0, 1)), failureStore)
        .places(List.of(documentIds));
  }

  @Test
  void a_rejected_document_is_found_by_the_functions_id() {
    server.answers(200, FakeElasticsearch.found(2, failure("a"), failure("a")));

    List<Place> places = places("a", "b");

    assertThat(places.getFirst().kind()).isEqualTo(Kind.FAILURE_STORED);
    assertThat(places.getFirst().explanation())
        .isEqualTo(
            "document_parsing_exception: failed to parse field [n]; in the failure store's index"
                + " .ds-logs-aws.cloudwatch_logs-default-2026.11.22-000001");
    assertThat(places.getLast())
        .isEqualTo(new Place(Kind.MISSING, "not delivered, or deleted afterwards"));
    assertThat(server.paths())
        .singleElement()
        .asString()
        .contains("/logs-*-*::failures,-logs-logferry.*::failures/_search");
    assertThat(server.bodies().getFirst()).contains("\"document.id\":[\"a\",\"b\"]");
  }

  @Test
  void a_server_without_failure_stores_is_queried_once_and_is_no_gap() {
    server.answers(
        400,
        """
        {"error":{"type":"invalid_index_name_exception","reason":"Invalid index name [logs-*-*::failures]"},"status":400}\
        """);

    assertThat(places("a")).extracting(Place::kind).containsExactly(Kind.MISSING);
    assertThat(places("b").getFirst().explanation())
        .isEqualTo("not delivered, or deleted afterwards");
    assertThat(failureStore.problem()).isEmpty();
    assertThat(server.paths()).hasSize(1);
  }

  @Test
  void a_missing_privilege_is_named_and_nothing_is_called_lost_for_certain() {
    server.answers(
        403,
        """
        {"error":{"type":"security_exception","reason":"action is unauthorized for user [analyst]"},"status":403}\
        """);

    assertThat(places("a").getFirst().explanation())
        .contains("or in one of the places that could not be read");
    assertThat(failureStore.problem()).hasValueSatisfying(it -> assertThat(it).contains("403"));
  }

  @Test
  void many_documents_are_looked_for_in_bounded_searches() {
    String[] ids = IntStream.range(0, 2_500).mapToObj(String::valueOf).toArray(String[]::new);

    assertThat(places(ids)).hasSize(2_500);
    assertThat(server.paths()).hasSize(3);
  }

  private static String failure(String id) {
    return FakeElasticsearch.hit(
        "other-" + id,
        """
        {"document":{"id":"%s"},"error":{"type":"document_parsing_exception","message":"failed to parse field [n]\\nmore"}}\
        """
            .formatted(id));
  }
}
