package dev.logferry.cli.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.api.logging.EcsLoggingSpec;
import dev.logferry.cli.CommandRun;
import dev.logferry.cli.SharedStack;
import dev.logferry.cli.stack.StackFile;
import dev.logferry.cli.stack.StackOptions;
import dev.logferry.localstack.api.ApiProgram;
import dev.logferry.localstack.api.RunningApi;
import dev.logferry.localstack.postgres.LocalPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API's real log, with real errors in it, all the way to an analyst's search. */
@TestInstance(Lifecycle.PER_CLASS)
class ApiLogsIT {

  private static final Path ROOT =
      Path.of(System.getProperty("logferry.root", "..")).toAbsolutePath();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String GOOD = "0af7651916cd43dd8448eb211c80319a";
  private static final String BROKEN = "0af7651916cd43dd8448eb211c80319b";
  private static final String AWAY = "0af7651916cd43dd8448eb211c80319c";
  private static final String README = "0af7651916cd43dd8448eb211c80319d";
  private static final String PERSONAL = "taro.yamada@example.com";

  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir private static Path folder;
  private List<String> lines = List.of();

  @BeforeAll
  void askTheService() throws Exception {
    Path log = folder.resolve("api.log");
    ApiProgram program = ApiProgram.of(ROOT, Redirect.appendTo(log.toFile()));
    try (LocalPostgres postgres = LocalPostgres.start()) {
      postgres.createDatabase("reviews");
      Map<String, String> settings =
          Map.of(
              "DATABASE_URL", postgres.url("reviews"),
              "DATABASE_USER", postgres.user(),
              "DATABASE_PASSWORD", postgres.password(),
              "SERVICE_ENVIRONMENT", "test",
              "SHUTDOWN_DRAIN_DELAY", "0s");
      SampleDatabase.fill(program, settings, SampleDatabase.Scale.small, false);
      try (RunningApi api = RunningApi.start(program, 0, settings)) {
        ask(api, postgres);
      }
    }
    lines = Files.readAllLines(log);
  }

  private void ask(RunningApi api, LocalPostgres postgres) throws Exception {
    assertThat(get(api, GOOD, "/v1/products/1")).isEqualTo(200);
    assertThat(get(api, GOOD, "/v1/products?query=" + PERSONAL)).isEqualTo(200);
    assertThat(get(api, GOOD, "/v1/products?nonsense=" + PERSONAL)).isEqualTo(400);
    assertThat(get(api, GOOD, "/%0A%1B%5B31m%22,%22log.level%22:%22ERROR" + "x".repeat(3_000)))
        .isEqualTo(404);
    for (String target : targetsOfTheReadme()) {
      assertThat(get(api, README, target)).as(target).isEqualTo(200);
    }
    execute(postgres, "alter table review rename to elsewhere");
    assertThat(get(api, BROKEN, "/v1/products/2/reviews")).isEqualTo(500);
    postgres.stop();
    assertThat(get(api, AWAY, "/v1/products/3")).isEqualTo(503);
  }

  private static List<String> targetsOfTheReadme() throws IOException {
    List<String> targets =
        Files.readAllLines(ROOT.resolve("api-service/README.md")).stream()
            .filter(line -> line.startsWith("curl -s 'http://localhost:8080/"))
            .map(line -> line.replaceAll("^curl -s 'http://localhost:8080|'$", ""))
            .toList();
    assertThat(targets).hasSizeGreaterThan(3);
    return targets;
  }

  private static void execute(LocalPostgres postgres, String sql) throws SQLException {
    try (Connection connection = postgres.connect("reviews");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private int get(RunningApi api, String traceId, String target)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(api.url().resolve(target))
            .header("traceparent", "00-" + traceId + "-b7ad6b7169203331-01")
            .header("User-Agent", "ApiLogsIT \"quoted\" " + "é".repeat(2_000))
            .timeout(Duration.ofMinutes(5))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  @Test
  void every_line_keeps_the_spec_and_the_limit() {
    assertThat(lines)
        .hasSizeGreaterThan(10)
        .allSatisfy(
            line -> assertThat(EcsLoggingSpec.violations((line + "\n").getBytes(UTF_8))).isEmpty());
  }

  @Test
  void nobody_finds_what_was_searched_for() {
    assertThat(lines).noneMatch(line -> line.contains("taro") || line.contains("nonsense"));
  }

  @Test
  void each_request_is_told_at_the_level_of_what_became_of_it() {
    assertThat(requests(GOOD))
        .extracting(line -> line.get("log.level").asString())
        .containsExactly("INFO", "INFO", "INFO", "INFO");
    assertThat(requests(BROKEN))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.get("log.level").asString()).isEqualTo("ERROR");
              assertThat(line.get("error.stack_trace").asString())
                  .contains("PSQLException", "Caused");
              assertThat(line.get("labels.route").asString())
                  .isEqualTo("/v1/products/{id}/reviews");
            });
    assertThat(requests(AWAY))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.get("log.level").asString()).isEqualTo("WARN");
              assertThat(line.get("error.type").asString()).contains("DatabaseException");
              assertThat(line.has("error.stack_trace")).isFalse();
            });
  }

  @Test
  void the_forwarder_makes_complete_documents_of_all_of_it() throws IOException {
    Path log = folder.resolve("preview.log");
    Files.write(log, lines);
    CommandRun preview =
        CommandRun.of(folder, "preview", "--json", "--log-group", "/ecs/api", log.toString());

    assertThat(preview.exitCode()).as(preview.err()).isZero();
    List<JsonNode> previews = preview.out().lines().map(JSON::readTree).toList();
    assertThat(previews).hasSameSizeAs(lines);
    for (int index = 0; index < lines.size(); index++) {
      assertThat(previews.get(index).get("guarded")).as(lines.get(index)).isEmpty();
      requireComplete(previews.get(index).get("_source"), JSON.readTree(lines.get(index)));
    }
  }

  private static void requireComplete(JsonNode document, JsonNode line) {
    assertThat(Instant.parse(document.get("@timestamp").asString()))
        .isEqualTo(Instant.parse(line.get("@timestamp").asString()));
    assertThat(document.has("json")).isFalse();
    assertThat(document.has("logferry")).isFalse();
    line.properties().stream()
        .filter(member -> !member.getKey().equals("@timestamp"))
        .forEach(
            member ->
                assertThat(document.at("/" + member.getKey().replace('.', '/')))
                    .as(member.getKey())
                    .isEqualTo(member.getValue()));
  }

  @Test
  void an_analyst_finds_the_error_by_the_trace_id_in_the_response() throws Exception {
    Path log = folder.resolve("ship.log");
    Files.write(log, lines);
    new StackFile(folder).write(StackOptions.describe(SharedStack.running()));
    CommandRun shipped = CommandRun.of(folder, "ship", "--log-group", "/ecs/api", log.toString());

    assertThat(shipped.out())
        .as(shipped.err())
        .containsPattern("  indexed +" + lines.size() + "\n")
        .doesNotContainPattern("  degraded +[1-9]");
    JsonNode found = awaitHit("trace.id:" + BROKEN);
    assertThat(found.at("/log/level").asString()).isEqualTo("ERROR");
    assertThat(found.at("/error/stack_trace").asString()).contains("PSQLException");
    assertThat(found.at("/http/response/status_code").intValue()).isEqualTo(500);
  }

  private JsonNode awaitHit(String query) throws InterruptedException {
    Instant limit = Instant.now().plusSeconds(300);
    List<String> hits = search(query);
    while (hits.isEmpty() && Instant.now().isBefore(limit)) {
      Thread.sleep(100);
      hits = search(query);
    }
    assertThat(hits).hasSize(1);
    return JSON.readTree(hits.getFirst());
  }

  private List<String> search(String query) {
    return CommandRun.of(folder, "search", "--json", "--from", "2020-01-01T00:00:00Z", query)
        .out()
        .lines()
        .toList();
  }

  private Stream<JsonNode> requests(String traceId) {
    return lines.stream()
        .map(JSON::readTree)
        .filter(line -> line.path("trace.id").asString("").equals(traceId))
        .filter(line -> line.has("http.response.status_code"));
  }
}
