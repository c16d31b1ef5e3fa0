package dev.logferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.cli.api.SampleDatabase;
import dev.logferry.localstack.LocalStack;
import dev.logferry.localstack.api.ApiProgram;
import dev.logferry.localstack.page.AnalystClient;
import dev.logferry.localstack.system.Fault;
import dev.logferry.localstack.system.Forwarded;
import dev.logferry.localstack.system.LocalSystem;
import dev.logferry.localstack.system.SystemLog;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * From requests to the API to the analyst's search, with the forwarder and Elasticsearch killed
 * meanwhile: exactly the errors, each once, each with its trace id.
 */
class WholeSystemIT {

  private static final Path ROOT =
      Path.of(System.getProperty("logferry.root", "..")).toAbsolutePath();
  private static final int REQUESTS = 300;
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final String ERRORS =
      """
      {"size": 1000, "_source": false, "fields": ["trace.id"],
       "query": {"terms": {"log.level": ["ERROR", "FATAL"]}}}""";

  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir private Path folder;

  @Test
  void each_error_is_found_once_by_its_trace_id_under_two_faults() throws Exception {
    SystemLog log = new SystemLog(WholeSystemIT::print);
    try (SampleDatabase database =
            SampleDatabase.start(
                folder, SampleDatabase.Scale.small, ApiProgram.of(ROOT, WholeSystemIT::print));
        LocalSystem system =
            LocalSystem.start(
                new LocalSystem.Settings(
                    ROOT,
                    new LocalStack.Settings(ROOT, 0, 0, 512, Map.of()),
                    0,
                    0,
                    0,
                    Forwarded.ERRORS),
                database.forSystem(),
                log);
        AnalystClient analyst = AnalystClient.of(system.stack().elasticsearch())) {
      execute(database, "alter table review rename to elsewhere");

      List<String> failed = requests(system);

      assertThat(failed).hasSize(REQUESTS / 3);
      assertThat(system.status().errorsLogged()).isEqualTo(failed.size());
      awaitAllIndexed(system);
      assertThat(traceIds(analyst)).containsExactlyInAnyOrderElementsOf(failed);
      print("Latency: " + system.status().latencies());
    }
  }

  /** Returns the trace ids of those that failed. Faults begin after a third and two thirds. */
  private List<String> requests(LocalSystem system) throws Exception {
    List<String> failed = new ArrayList<>();
    List<Future<?>> faults = new ArrayList<>();
    for (int number = 1; number <= REQUESTS; number++) {
      String trace = "%032x".formatted(number);
      String target = number % 3 == 0 ? "/v1/products/%d/reviews" : "/v1/categories";
      HttpResponse<String> response = get(system, target.formatted(number % 300 + 1), trace);
      if (response.statusCode() >= 500) {
        failed.add(trace);
      }
      if (number == REQUESTS / 3) {
        faults.add(system.faults().inject(Fault.ELASTICSEARCH_DOWN, Duration.ofSeconds(3)));
      }
      if (number == 2 * REQUESTS / 3) {
        faults.add(system.faults().inject(Fault.FORWARDER_CRASH, Duration.ZERO));
      }
    }
    for (Future<?> fault : faults) {
      fault.get();
    }
    return failed;
  }

  private HttpResponse<String> get(LocalSystem system, String target, String trace)
      throws Exception {
    return client.send(
        HttpRequest.newBuilder(system.apiUrl().resolve(target))
            .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static void awaitAllIndexed(LocalSystem system) throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (system.status().waiting() > 0) {
      assertThat(System.nanoTime()).as(system.status().line()).isLessThan(end);
      Thread.sleep(500);
    }
    assertThat(system.stack().cloudWatch().awaitDelivery(LIMIT)).isTrue();
  }

  private static List<String> traceIds(AnalystClient analyst) {
    JsonNode found =
        analyst.search(
            "logs-*-*,-logs-logferry.error_groups-*", JsonMapper.shared().readTree(ERRORS));
    List<String> ids = new ArrayList<>();
    for (JsonNode hit : found.at("/hits/hits")) {
      ids.add(hit.at("/fields/trace.id/0").asString());
    }
    return ids;
  }

  private static void print(String line) {
    System.out.println(line);
  }

  private static void execute(SampleDatabase database, String sql) throws Exception {
    LocalSystem.Database system = database.forSystem();
    try (Connection connection = system.postgres().connect(system.name());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
