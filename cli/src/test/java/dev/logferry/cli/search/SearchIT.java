package dev.logferry.cli.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.cli.CommandRun;
import dev.logferry.cli.SharedElasticsearch;
import dev.logferry.cli.terminal.Terminal;
import dev.logferry.forwarder.tls.TlsConfiguration;
import dev.logferry.forwarder.tls.TlsConnector;
import dev.logferry.forwarder.tls.Trust;
import dev.logferry.localstack.elasticsearch.LocalElasticsearch;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** search, show and tail at a real server. */
class SearchIT {

  private static final String INDEX = "logs-shop-default";

  private static final LocalElasticsearch SERVER = SharedElasticsearch.server();

  @TempDir static Path folder;

  @BeforeAll
  static void start() throws Exception {
    StringBuilder bulk = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      document(
          bulk, "line-" + i, "2026-11-22T09:50:%02d.000Z".formatted(i), "INFO", "request " + i, "");
    }
    document(
        bulk,
        "failed",
        "2026-11-22T09:50:10.500Z",
        "ERROR",
        "could not pay",
        """
        ,"error.type":"PaymentRefused","error.message":"card 4711 refused",
        "error.stack_trace":"PaymentRefused: card 4711 refused\\n\\tat shop.Pay.now(Pay.java:7)",
        "trace.id":"t-1","error.grouping_key":"k1\"""");
    document(bulk, "traced", "2026-11-22T09:49:00.000Z", "INFO", "begin", ",\"trace.id\":\"t-1\"");
    for (int i = 0; i < 3; i++) {
      document(bulk, "e-" + i, "2026-11-22T09:59:4%d.000Z".formatted(i), "ERROR", "boom " + i, "");
    }
    send(bulk.toString());
    Files.writeString(
        folder.resolve("search.env"),
        """
        LOGFERRY_ELASTICSEARCH_URLS=%s
        LOGFERRY_ELASTICSEARCH_USERNAME=%s
        LOGFERRY_ELASTICSEARCH_PASSWORD=%s
        LOGFERRY_ELASTICSEARCH_CA_FILE=%s
        """
            .formatted(
                SERVER.url(),
                SERVER.analyst().name(),
                SERVER.analyst().password(),
                SERVER.caFile()));
  }

  @Test
  void words_are_found_across_message_error_and_stack_trace() throws IOException {
    assertThat(run("search", "pay", "refused").out()).contains("could not pay").contains("1 hit");
    assertThat(run("search", "Pay.java").out()).contains("1 hit");
    assertThat(run("search", "pay", "unrelated").out()).isEqualTo("0 hits\n");
    assertThat(run("search", "log.level:ERROR AND service.name:shop").out()).contains("4 hits");
  }

  @Test
  void columns_can_be_chosen() throws IOException {
    assertThat(run("search", "refused", "--columns=_id,error.type,message").out())
        .isEqualTo(
            "_ID     ERROR.TYPE      MESSAGE\nfailed  PaymentRefused  could not pay\n1 hit\n");
  }

  @Test
  void a_search_without_hits_says_what_may_be_wrong() throws IOException {
    assertThat(run("search", "log.level:error").err()).contains("try log.level:ERROR");
    assertThat(run("search", "servce.name:shop").err())
        .contains("there is no field servce.name; the closest is service.name");
    assertThat(run("search", "level:ERROR").err()).contains("the closest is log.level");
    assertThat(run("search", "refused", "--from=-1m").err())
        .contains("1 outside of the range; the newest is of 2026-11-22T09:50:10.500Z");
    assertThat(run("search", "x", "--index=logs-none-*").err()).contains("no index matches");
    assertThat(run("search", "refused", "--from=-1m").exitCode()).isZero();
  }

  @Test
  void a_query_that_cannot_be_read_is_explained() throws IOException {
    CommandRun run = run("search", "a AND (");
    assertThat(run.err()).contains("Elasticsearch does not understand it").contains("<EOF>");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void show_prints_the_stack_trace_and_every_field() throws IOException {
    CommandRun run = run("show", "failed");
    assertThat(run.out())
        .contains("could not pay")
        .contains("\n\tat shop.Pay.now(Pay.java:7)\n")
        .contains("trace.id ")
        .contains("_index ");
    assertThat(run.exitCode()).isZero();
    assertThat(run("show", "nobody").exitCode()).isEqualTo(1);
  }

  @Test
  void show_prints_neighbours_and_the_trace() throws IOException {
    assertThat(run("show", "failed", "--around=2").out())
        .containsSubsequence("request 9", "request 10", "could not pay", "request 11", "request 12")
        .doesNotContain("request 8")
        .doesNotContain("request 13");
    assertThat(run("show", "failed", "--trace").out())
        .containsSubsequence("The same trace:", "begin", "could not pay");
  }

  @Test
  void following_prints_what_is_there_and_ends_in_time() throws IOException {
    assertThat(run("search", "boom", "--follow", "--from=-1m", "--for=1s").out())
        .containsSubsequence("boom 0", "boom 1", "boom 2");
  }

  @Test
  void tail_shows_the_same_error_as_one_line() throws IOException {
    Terminal terminal = new Terminal(false, OptionalInt.of(50), true);
    String out =
        CommandRun.with(
                folder,
                "",
                terminal,
                "tail",
                "--for=1s",
                "--env-file=" + folder.resolve("search.env"))
            .out();
    assertThat(out).isEqualTo("\u001b[31mNEW \u001b[0m2026-11-22T09:59:42     ×3  shop  boom 2\n");
    assertThat(run("tail", "service.name:other", "--for=1s").out()).isEmpty();
  }

  private static void document(
      StringBuilder bulk, String id, String time, String level, String message, String more) {
    bulk.append("{\"create\":{\"_index\":\"%s\",\"_id\":\"%s\"}}%n".formatted(INDEX, id));
    String line =
        """
        {"@timestamp":"%s","log.level":"%s","service.name":"shop","message":"%s",
        "aws.cloudwatch.log_stream":"s","aws.cloudwatch.log_group":"g"%s}"""
            .formatted(time, level, message, more);
    bulk.append(line.replace("\n", "")).append('\n');
  }

  private static void send(String bulk) throws Exception {
    String login = SERVER.admin().name() + ":" + SERVER.admin().password();
    try (HttpClient http =
        HttpClient.newBuilder()
            .sslContext(
                TlsConnector.contextOf(
                    new TlsConfiguration(
                        new Trust.CertificateAuthority(Files.readString(SERVER.caFile())))))
            .build()) {
      String answer =
          http.send(
                  HttpRequest.newBuilder(URI.create(SERVER.url() + "/_bulk?refresh=true"))
                      .header("Content-Type", "application/x-ndjson")
                      .header(
                          "Authorization",
                          "Basic "
                              + Base64.getEncoder()
                                  .encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                      .POST(BodyPublishers.ofString(bulk))
                      .build(),
                  BodyHandlers.ofString())
              .body();
      assertThat(answer).contains("\"errors\":false");
    }
  }

  private static CommandRun run(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--env-file=" + folder.resolve("search.env"));
    return CommandRun.of(folder, all.toArray(String[]::new));
  }
}
