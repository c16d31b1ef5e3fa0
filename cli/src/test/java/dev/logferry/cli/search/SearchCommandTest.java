package dev.logferry.cli.search;

import static dev.logferry.cli.connection.FakeElasticsearch.found;
import static dev.logferry.cli.connection.FakeElasticsearch.hit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.cli.CommandRun;
import dev.logferry.cli.connection.FakeElasticsearch;
import dev.logferry.cli.terminal.Terminal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SearchCommandTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final URI NO_LAMBDA = URI.create("http://127.0.0.1:9");
  private static final String NESTED =
      hit(
          "A1",
          """
          {"@timestamp":"2026-11-22T09:59:58.123456Z","log":{"level":"ERROR"},\
          "service":{"name":"api-service"},"message":"payment failed\\n\\tat Shop.pay"}""");
  private static final String DOTTED =
      hit(
          "A2",
          """
          {"@timestamp":"2026-11-22T18:59:57+09:00","log.level":"WARN","service.name":"결제",\
          "message":"\\u001b[31m재고 부족\\u001b[0m"}""");
  private static final String BARE = hit("A3", "{\"@timestamp\":\"2026-11-22T09:59:56Z\"}");

  @TempDir Path root;
  private FakeElasticsearch elasticsearch;

  @BeforeEach
  void start() throws IOException {
    elasticsearch = new FakeElasticsearch(Optional.empty());
    CommandRun.runningStack(root, elasticsearch.url(), Path.of("unused.pem"), NO_LAMBDA);
  }

  @AfterEach
  void stop() {
    elasticsearch.close();
  }

  @Test
  void asks_for_all_words_in_the_text_fields_newest_first() {
    var run = search("payment", "failed");

    assertThat(run.exitCode()).isZero();
    assertThat(elasticsearch.paths().getFirst())
        .startsWith("POST /logs-*-*,-logs-logferry.*/_search");
    var body = JSON.readTree(elasticsearch.bodies().getFirst());
    var words = body.at("/query/bool/must/0/query_string");
    assertThat(words.path("query").asString()).isEqualTo("payment failed");
    assertThat(words.path("default_operator").asString()).isEqualTo("and");
    assertThat(words.path("fields").valueStream().map(JsonNode::asString))
        .contains("message", "error.message", "error.stack_trace");
    assertThat(body.at("/sort/0/@timestamp/order").asString()).isEqualTo("desc");
    assertThat(body.path("size").asInt()).isEqualTo(20);
  }

  @Test
  void the_options_show_in_the_request() {
    search("--index=logs-shop-*", "--size=5", "--from=-15m", "--to=2026-11-22T18:59:00+09:00", "x");

    assertThat(elasticsearch.paths().getFirst()).startsWith("POST /logs-shop-*/_search");
    var body = JSON.readTree(elasticsearch.bodies().getFirst());
    assertThat(body.path("size").asInt()).isEqualTo(5);
    assertThat(body.at("/query/bool/filter/0/range/@timestamp"))
        .isEqualTo(
            JSON.readTree(
                """
                {"format":"strict_date_optional_time",
                 "gte":"2026-11-22T09:45:00Z","lte":"2026-11-22T09:59:00Z"}"""));
  }

  @Test
  void shows_a_table_in_which_no_log_line_drives_the_terminal() {
    elasticsearch.answers(200, found(1234, NESTED, DOTTED, BARE));

    assertThat(search("x").out())
        .isEqualTo(
            """
            TIME                      LEVEL  SERVICE      MESSAGE
            2026-11-22T09:59:58.123Z  ERROR  api-service  payment failed␊␉at Shop.pay
            2026-11-22T09:59:57.000Z  WARN   결제         ␛[31m재고 부족␛[0m
            2026-11-22T09:59:56.000Z  -      -            (no message)
            1,234 hits; the newest 3 shown
            """);
  }

  @Test
  void cuts_messages_to_the_width_of_the_terminal() {
    elasticsearch.answers(200, found(2, NESTED, DOTTED));
    var terminal = new Terminal(true, OptionalInt.of(66), false);

    assertThat(CommandRun.with(root, "", terminal, "search", "x").out())
        .isEqualTo(
            """
            TIME                      LEVEL  SERVICE      MESSAGE
            2026-11-22T09:59:58.123Z  ERROR  api-service  payment failed␊␉at …
            2026-11-22T09:59:57.000Z  WARN   결제         ␛[31m재고 부족␛[0m
            2 hits
            """);
  }

  @Test
  void cuts_long_messages_where_there_is_no_terminal() {
    elasticsearch.answers(
        200, found(1, hit("A5", "{\"message\":\"%s\"}".formatted("m".repeat(301)))));

    assertThat(search("x").out()).contains("  " + "m".repeat(299) + "…\n");
  }

  @Test
  void no_hit_is_an_answer() {
    var run = search("x");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo("0 hits\n");
  }

  @Test
  void prints_documents_as_json_lines_and_the_count_apart() {
    elasticsearch.answers(200, found(2, NESTED, hit("A4", "{\"message\":\"\\u009b2J\"}")));

    var run = search("--json", "x");

    assertThat(run.err()).isEqualTo("2 hits\n");
    assertThat(run.out().lines())
        .containsExactly(
            """
            {"_index":".ds-logs-aws.cloudwatch_logs-default-2026.11.22-000001","_id":"A1",\
            "@timestamp":"2026-11-22T09:59:58.123456Z","log":{"level":"ERROR"},\
            "service":{"name":"api-service"},"message":"payment failed\\n\\tat Shop.pay"}""",
            """
            {"_index":".ds-logs-aws.cloudwatch_logs-default-2026.11.22-000001","_id":"A4",\
            "message":"\\u009b2J"}""");
  }

  @Test
  void a_bad_query_is_named_with_the_reason() {
    elasticsearch.answers(
        400,
        """
        {"error":{"root_cause":[{"type":"query_shard_exception",\
        "reason":"Failed to parse query [a AND (]","index_uuid":"u","index":"i"}],\
        "type":"search_phase_execution_exception","reason":"all shards failed","phase":"query",\
        "grouped":true,"failed_shards":[{"shard":0,"index":"i","node":"n","reason":\
        {"type":"query_shard_exception","reason":"Failed to parse query [a AND (]","caused_by":\
        {"type":"parse_exception","reason":"Cannot parse 'a AND (': Encountered \\"<EOF>\\" at line 1",\
        "caused_by":{"type":"parse_exception",\
        "reason":"Encountered \\"<EOF>\\" at line 1, column 7.\\nWas expecting one of:\\n"}}}}]},\
        "status":400}""");

    var run = search("a AND (");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "logferry: searching logs-*-*,-logs-logferry.*: Elasticsearch does not understand it: Encountered \"<EOF>\" at line 1, column 7.\n");
  }

  @Test
  void a_missing_index_is_named() {
    elasticsearch.answers(
        404,
        """
        {"error":{"root_cause":[{"type":"index_not_found_exception","reason":"no such index [nope]"}],\
        "type":"index_not_found_exception","reason":"no such index [nope]"},"status":404}""");

    assertThat(search("--index=nope", "x").err())
        .contains("searching nope: Elasticsearch answered 404: no such index [nope]");
  }

  @Test
  void an_answer_from_a_part_of_the_shards_is_shown_and_fails() {
    elasticsearch.answers(
        200,
        found(1, NESTED)
            .replace(
                "\"failed\":0",
                "\"failed\":1,\"failures\":[{\"shard\":0,\"reason\":{\"type\":\"x\",\"reason\":\"disk\"}}]"));

    var run = search("x");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("payment failed").contains("1 hit\n");
    assertThat(run.err())
        .isEqualTo("logferry: the result is incomplete: 1 of 1 shards failed: disk\n");
  }

  @Test
  void an_answer_that_is_not_elasticsearchs_is_never_an_empty_result() {
    elasticsearch.answers(200, "{\"welcome\":\"proxy\"}");
    assertThat(search("x").err()).contains("is not Elasticsearch's");

    elasticsearch.answers(200, "<html>");
    assertThat(search("x").exitCode()).isEqualTo(3);

    elasticsearch.answers(503, "<html>busy</html>");
    assertThat(search("x").err()).contains("503");
    assertThat(search("x").exitCode()).isEqualTo(3);
  }

  @Test
  void an_unreachable_cluster_leaves_the_matter_open() {
    elasticsearch.close();

    var run = search("x");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains(elasticsearch.url() + " cannot be reached: check host name");
  }

  @Test
  void wrong_arguments_exit_with_2_and_name_the_value() {
    assertThat(search("--from=yesterday", "x").exitCode()).isEqualTo(2);
    assertThat(search("--from=yesterday", "x").err()).contains("'yesterday'");
    assertThat(search("--size=10001", "x").err()).contains("10001");
    assertThat(search("--from=-1m", "--to=-2m", "x").err()).contains("begins").contains("ends");
    assertThat(search().exitCode()).isEqualTo(2);
    assertThat(search("").exitCode()).isEqualTo(2);
    assertThat(search(" ").err()).contains("give a query; '*' finds all");
  }

  private CommandRun search(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "search";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return CommandRun.of(root, all);
  }
}
