package dev.logferry.cli.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.cli.CommandRun;
import dev.logferry.cli.connection.FakeAws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostTest {

  @TempDir Path folder;

  @Test
  void the_formulas_are_those_of_the_operators_page() throws IOException {
    List<String> page = Files.readAllLines(Path.of("../docs/OPERATIONS.md"));
    int table = page.indexOf("<!-- cost: written by docs/figures.py -->");
    List<String> rows = page.subList(table + 1, table + 7);
    for (Map.Entry<Double, Double> size : Map.of(100.0, 1.0, 1e6, 10.0, 1e9, 500.0).entrySet()) {
      double events = size.getKey();
      DailyCost cost = DailyCost.of(events, events, 700, size.getValue());
      assertThat(rows)
          .contains(
              "| %s | %s | %s | %s | %s | %s | %s | %s | %s |"
                  .formatted(
                      String.format(Locale.ROOT, "%,.0f", events),
                      money(cost.ingestion()),
                      money(cost.lambda()),
                      money(cost.ownLog()),
                      money(cost.directConnect()),
                      money(cost.fixed()),
                      money(cost.direct()),
                      money(cost.throughKinesis()),
                      money(cost.throughFirehose())));
    }
  }

  private static String money(double dollars) {
    if (dollars < 0.005) {
      return "< 0.01";
    }
    return String.format(Locale.ROOT, dollars < 100 ? "%,.2f" : "%,.0f", dollars);
  }

  @Test
  void given_numbers_need_no_connection() {
    CommandRun run = CommandRun.of(folder, "cost", "--events-per-day=1000000", "--share=1");
    assertThat(run.out())
        .contains("1,000,000 events a day of 700 bytes")
        .containsPattern("direct +\\d+\\.\\d\\d +\\d+\\.\\d\\d +\\d+\\.\\d\\d\n");
    assertThat(run.exitCode()).isZero();
    assertThat(CommandRun.of(folder, "cost").exitCode()).isEqualTo(2);
    assertThat(CommandRun.of(folder, "cost", "--events-per-day=1", "--share=0").exitCode())
        .isEqualTo(2);
  }

  @Test
  void traffic_is_measured_by_cloudwatchs_metrics() throws IOException {
    try (FakeAws aws = new FakeAws()) {
      aws.on(
          "GetMetricStatistics",
          request ->
              "{\"Datapoints\":[{\"Sum\":%s}]}"
                  .formatted(
                      request.path("MetricName").asString().equals("IncomingBytes")
                          ? "2100000.0"
                          : "7000.0"));
      String variables =
          aws.variables().entrySet().stream()
              .map(Map.Entry::toString)
              .collect(Collectors.joining("\n"));
      Path file = Files.writeString(folder.resolve("aws.env"), variables);
      assertThat(CommandRun.of(folder, "cost", "--log-group=/ecs/shop", "--env-file=" + file).out())
          .contains("1,000 events a day of 300 bytes");
    }
  }
}
