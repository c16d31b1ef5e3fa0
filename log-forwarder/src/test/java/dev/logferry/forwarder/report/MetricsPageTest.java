package dev.logferry.forwarder.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.testing.PageSection;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Holds what the project says of its metrics to what it emits. */
class MetricsPageTest {

  @Test
  void the_page_lists_every_metric_as_it_is() {
    new PageSection("docs/METRICS.md", "metrics").verify(table());
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
