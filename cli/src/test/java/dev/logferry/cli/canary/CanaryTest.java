package dev.logferry.cli.canary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.logferry.cli.CommandRun;
import dev.logferry.cli.LogferryCommand;
import dev.logferry.cli.connection.FakeAws;
import dev.logferry.cli.connection.FakeElasticsearch;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A canary between a CloudWatch and a cluster that lose, double or do not answer. */
class CanaryTest {
  private static final int DEADLINE_SECONDS = 120;

  @TempDir private Path folder;
  private final List<String> stored = new CopyOnWriteArrayList<>();
  private final AtomicInteger unavailableSearches = new AtomicInteger();
  private FakeAws aws;
  private HttpServer cluster;
  private Path envFile;
  private volatile boolean loses;
  private volatile int copies = 1;

  @BeforeEach
  void start() throws IOException {
    aws = new FakeAws();
    aws.on("CreateLogStream", _ -> "{}");
    aws.on("PutLogEvents", this::put);
    cluster = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    cluster.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    cluster.createContext("/", this::search);
    cluster.start();
    Map<String, String> variables = aws.variables();
    variables.put(
        "LOGFERRY_ELASTICSEARCH_URLS", "http://127.0.0.1:" + cluster.getAddress().getPort());
    envFile =
        Files.writeString(
            folder.resolve("canary.env"),
            variables.entrySet().stream()
                .map(Map.Entry::toString)
                .collect(Collectors.joining("\n")));
  }

  @AfterEach
  void stop() {
    aws.close();
    cluster.stop(0);
  }

  private String put(JsonNode request) {
    String message = request.at("/logEvents/0/message").asString();
    if (!loses) {
      stored.add(JsonMapper.shared().readTree(message).path("trace.id").asString());
    }
    return "{}";
  }

  private void search(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().add("X-Elastic-Product", "Elasticsearch");
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    boolean unavailable =
        !stored.isEmpty() && unavailableSearches.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    List<String> hits = new ArrayList<>();
    for (String traceId : stored) {
      for (int copy = 0; copy < copies; copy++) {
        hits.add(
            "{\"_index\":\"logs-a-b\",\"_id\":\"%s-%d\",\"fields\":{\"trace.id\":[\"%s\"]}}"
                .formatted(traceId, copy, traceId));
      }
    }
    byte[] body =
        (unavailable
                ? "{\"error\":{\"type\":\"unavailable\",\"reason\":\"no master\"},\"status\":503}"
                : FakeElasticsearch.found(hits.size(), hits.toArray(String[]::new)))
            .getBytes(UTF_8);
    exchange.sendResponseHeaders(unavailable ? 503 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private CommandRun canary(String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("canary", "--log-group=/ecs/x", "--env-file=" + envFile));
    arguments.addAll(List.of(options));
    return CommandRun.of(folder, arguments.toArray(String[]::new));
  }

  @Test
  void lines_that_arrive_once_are_fine() {
    CommandRun run = canary("--count=3", "--interval=0");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("3 lines: 0 lost, 0 stored twice; searchable after ");
    assertThat(run.err().lines())
        .hasSize(3)
        .allMatch(line -> line.startsWith("2026-11-22T10:00:00Z  searchable after "));
  }

  @Test
  void a_line_that_is_stored_twice_is_something_wrong() {
    copies = 2;

    CommandRun run = canary("--count=1");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("STORED TWICE (trace.id " + stored.getFirst());
    assertThat(run.out()).contains("0 lost, 1 stored twice");
  }

  @Test
  void a_line_that_does_not_arrive_is_lost() {
    loses = true;

    CommandRun run = canary("--count=1", "--timeout=1", "--json");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("\"sent\":1,\"found\":0,\"waiting\":0,\"lost\":1");
  }

  @Test
  void an_outage_of_the_cluster_in_between_loses_no_line() {
    // Not with the first line: that would be a wrong setup.
    aws.on(
        "PutLogEvents",
        request -> {
          if (stored.size() == 1) {
            unavailableSearches.set(3);
          }
          return put(request);
        });

    CommandRun run = canary("--count=2", "--interval=0");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("no answer, trying again: looking for the canary's lines")
        .contains("answers again");
    assertThat(run.out()).startsWith("2 lines: 0 lost, 0 stored twice");
  }

  @Test
  void a_cluster_that_never_answers_leaves_the_matter_open() {
    unavailableSearches.set(Integer.MAX_VALUE);

    CommandRun run = canary();

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("no master");
  }

  @Test
  void a_bound_in_time_ends_it() {
    CommandRun run = canary("--for=1s");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("1 line: 0 lost");
  }

  @Test
  void wrong_bounds_are_usage_errors() {
    assertThat(canary("--count=0").exitCode()).isEqualTo(2);
    assertThat(canary("--for=long").exitCode()).isEqualTo(2);
  }

  @Test
  void a_signal_ends_it_with_its_result_and_its_own_exit_code() throws Exception {
    assertThat(interrupted()).isEqualTo(0);
  }

  @Test
  void a_signal_does_not_hide_what_went_wrong() throws Exception {
    copies = 2;
    assertThat(interrupted()).isEqualTo(1);
  }

  /** Starts a canary without an end, and interrupts it after the first line. */
  private int interrupted() throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dlogferry.root=" + folder,
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            LogferryCommand.class.getName(),
            "canary",
            "--log-group=/ecs/x",
            "--env-file=" + envFile);
    Process canary = new ProcessBuilder(command).start();
    CompletableFuture.delayedExecutor(DEADLINE_SECONDS, TimeUnit.SECONDS)
        .execute(canary::destroyForcibly);
    try (BufferedReader err = canary.errorReader();
        BufferedReader out = canary.inputReader()) {
      assertThat(err.readLine()).contains("searchable after");
      // SIGTERM, as SIGINT takes the same way: see ShipInterruptedIT.
      canary.toHandle().destroy();
      assertThat(out.readLine()).startsWith("1 line: 0 lost, ");
    }
    return canary.waitFor();
  }
}
