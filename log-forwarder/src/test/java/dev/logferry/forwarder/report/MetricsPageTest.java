package dev.logferry.forwarder.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Holds what the project says of its metrics to what it emits. */
class MetricsPageTest {

  private static final Path PAGE =
      Path.of(System.getProperty("logferry.root", ".."), "docs", "METRICS.md");
  private static final String BEGIN = "<!-- metrics: written by MetricsPageTest -->\n";
  private static final String END = "<!-- end of metrics -->";

  @Test
  void the_page_lists_every_metric_as_it_is() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    if (Boolean.getBoolean("logferry.metrics.write")) {
      page = page.substring(0, begin) + table() + page.substring(end);
      Files.writeString(PAGE, page);
      end = page.indexOf(END);
    }

    assertThat(page.substring(begin, end))
        .as("write it anew with -Dlogferry.metrics.write=true")
        .isEqualTo(table());
  }

  @Test
  void no_two_metrics_have_one_name() {
    assertThat(Arrays.stream(Metric.values()).map(Metric::metricName)).doesNotHaveDuplicates();
  }

  private static String table() {
    StringBuilder table = new StringBuilder();
    table.append("| Metric | Unit | Emitted | Meaning |\n|---|---|---|---|\n");
    for (Metric metric : Metric.values()) {
      table.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  metric.metricName(),
                  metric.unit().text(),
                  metric.emission().text(),
                  metric.meaning()));
    }
    return table.toString();
  }
}
