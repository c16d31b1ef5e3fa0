package dev.logferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.cli.stack.StackFile;
import dev.logferry.cli.stack.StackOptions;
import dev.logferry.localstack.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real producer's log, through the commands, into the real server, and found again. */
@TestInstance(Lifecycle.PER_CLASS)
class WholePipelineIT {

  private static final String OF_THE_SERVER =
      "aws.cloudwatch.log_group:\"/elasticsearch/server\" AND ";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private static Path folder;
  private final LocalStack stack = SharedStack.running();
  private Path serverLog;

  @BeforeAll
  void start() throws IOException {
    new StackFile(folder).write(StackOptions.describe(stack));
    // A copy, because the server goes on writing while it stores its own lines.
    serverLog = folder.resolve("logferry_server.json");
    Files.copy(stack.elasticsearch().serverLog(), serverLog);
  }

  @Test
  void the_servers_own_log_becomes_fields_at_its_own_time_and_is_stored_once()
      throws IOException, InterruptedException {
    List<String> lines = Files.readAllLines(serverLog);
    assertThat(lines).hasSizeGreaterThan(20);

    assertThat(ship()).containsPattern("  indexed +" + lines.size() + "\n");
    awaitHits(lines.size());
    assertThat(ship())
        .containsPattern("  indexed +0\n")
        .containsPattern("  duplicate +" + lines.size() + "\n");

    List<JsonNode> documents = search("*", "--size", "10000");
    assertThat(documents).hasSize(lines.size());
    for (String line : lines) {
      assertThat(documents).as(line).anyMatch(document -> holds(document, JSON.readTree(line)));
    }
  }

  @Test
  void its_warnings_are_found_in_a_table() throws IOException, InterruptedException {
    long warnings =
        Files.readAllLines(serverLog).stream()
            .filter(
                line ->
                    line.contains("\"log.level\": \"WARN\"")
                        || line.contains("\"log.level\":\"WARN\""))
            .count();
    assertThat(warnings).isPositive();
    ship();
    awaitHits(Files.readAllLines(serverLog).size());

    String table =
        run("search", "--size", "1000", OF_THE_SERVER + "log.level:WARN AND log.logger:*").out();

    assertThat(table).startsWith("TIME").contains("ES_ECS").contains(warnings + " hit");
  }

  @Test
  void a_file_that_has_grown_adds_only_its_new_lines() throws IOException {
    Path grown = folder.resolve("grown.log");
    String first =
        "{\"@timestamp\":\"2026-11-22T11:00:00.000Z\",\"ecs.version\":\"1.2.0\",\"message\":\"one\"}\n";
    Files.writeString(grown, first);
    run("ship", "--log-group", "/grown", grown.toString());
    Files.writeString(grown, first + "a plain line\n");
    Files.setLastModifiedTime(grown, FileTime.from(Instant.now().plus(Duration.ofMinutes(5))));

    assertThat(run("ship", "--log-group", "/grown", grown.toString()).out())
        .containsPattern("  indexed +1\n")
        .containsPattern("  duplicate +1\n");
  }

  /** Every field of the line that stands for itself, at the line's own time. */
  private static boolean holds(JsonNode document, JsonNode line) {
    return Instant.parse(document.path("@timestamp").asString())
            .equals(Instant.parse(line.path("@timestamp").asString()))
        && same(document, line, "message")
        && same(document, line, "log.level")
        && same(document, line, "log.logger")
        && same(document, line, "service.name")
        && same(document, line, "process.thread.name")
        && same(document, line, "elasticsearch.node.name")
        && same(document, line, "elasticsearch.cluster.name");
  }

  private static boolean same(JsonNode document, JsonNode line, String dotted) {
    JsonNode found = document.at("/" + dotted.replace('.', '/'));
    return line.has(dotted) ? found.equals(line.path(dotted)) : found.isMissingNode();
  }

  private String ship() {
    CommandRun result = run("ship", "--log-group", "/elasticsearch/server", serverLog.toString());
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result.out();
  }

  private List<JsonNode> search(String query, String... options) {
    String[] arguments = {"search", "--json", OF_THE_SERVER + query};
    String[] all = Arrays.copyOf(arguments, arguments.length + options.length);
    System.arraycopy(options, 0, all, arguments.length, options.length);
    return run(all).out().lines().map(line -> JSON.readTree(line)).toList();
  }

  /** A document can be searched a second after it was stored, at the latest. */
  private void awaitHits(int count) throws InterruptedException {
    Instant limit = Instant.now().plusSeconds(300);
    while (search("*", "--size", "10000").size() < count && Instant.now().isBefore(limit)) {
      Thread.sleep(100);
    }
  }

  private CommandRun run(String... arguments) {
    return CommandRun.of(folder, arguments);
  }
}
