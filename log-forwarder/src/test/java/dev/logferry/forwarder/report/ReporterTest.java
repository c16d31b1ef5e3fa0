package dev.logferry.forwarder.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.logferry.forwarder.Ledger;
import dev.logferry.forwarder.Outcome;
import dev.logferry.forwarder.testing.EmbeddedMetricFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReporterTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Reporter.Run RUN = new Reporter.Run("forward", "8476a536");

  private Instant now = Instant.ofEpochMilli(Summaries.OLDEST).plusSeconds(9);
  private final List<String> lines = new ArrayList<>();

  @Test
  void every_count_of_a_summary_becomes_its_metric() {
    JsonNode line = report(Summaries.everythingHappened());

    assertThat(metrics(line))
        .isEqualTo(
            new TreeMap<>(
                Map.ofEntries(
                    Map.entry("EventsReceived", "280 Count"),
                    Map.entry("EventsIndexed", "10 Count"),
                    Map.entry("EventsDuplicate", "20 Count"),
                    Map.entry("EventsFiltered", "30 Count"),
                    Map.entry("EventsDegraded", "40 Count"),
                    Map.entry("EventsFailureStored", "50 Count"),
                    Map.entry("EventsDeadLettered", "60 Count"),
                    Map.entry("EventsReturned", "70 Count"),
                    Map.entry("EventsRetryable", "13 Count"),
                    Map.entry("EventsLoopGuarded", "11 Count"),
                    Map.entry("FailureStoreFailed", "7 Count"),
                    Map.entry("FailureStoreNotEnabled", "8 Count"),
                    Map.entry("ErrorGroupsCreated", "14 Count"),
                    Map.entry("ErrorGroupsKnown", "15 Count"),
                    Map.entry("ErrorGroupsNotWritten", "16 Count"),
                    Map.entry("OldestEventLag", "9000 Milliseconds"),
                    Map.entry("LagBeforeCloudWatch", "2000 Milliseconds"),
                    Map.entry("LagAfterCloudWatch", "7000 Milliseconds"),
                    Map.entry("BulkLatency", "[12.0,3.456] Milliseconds"),
                    Map.entry("BulkRequests", "5 Count"),
                    Map.entry("DocumentsRetried", "6 Count"),
                    Map.entry("BytesReceived", "1001 Bytes"),
                    Map.entry("BytesSent", "2002 Bytes"),
                    Map.entry("Redactions", "13 Count"),
                    Map.entry("ControlMessages", "2 Count"),
                    Map.entry("FailedInvocations", "1 Count"))));
  }

  @Test
  void there_is_no_metric_that_a_report_cannot_fill() {
    Set<String> filled = new HashSet<>(metrics(report(Summaries.everythingHappened())).keySet());
    filled.addAll(metrics(report(Summaries.everythingRedriven())).keySet());
    reporter().reportFailure(unaccounted(), "", RUN, lines::add);
    filled.addAll(metrics(JSON.readTree(lines.getLast())).keySet());

    assertThat(filled)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Metric.values()).map(Metric::metricName).toList());
  }

  @Test
  void every_count_of_a_redrive_becomes_its_metric() {
    assertThat(metrics(report(Summaries.everythingRedriven())))
        .isEqualTo(
            new TreeMap<>(
                Map.ofEntries(
                    Map.entry("EventsReceived", "280 Count"),
                    Map.entry("EventsIndexed", "10 Count"),
                    Map.entry("EventsDuplicate", "20 Count"),
                    Map.entry("EventsFiltered", "30 Count"),
                    Map.entry("EventsDegraded", "40 Count"),
                    Map.entry("EventsFailureStored", "50 Count"),
                    Map.entry("EventsDeadLettered", "60 Count"),
                    Map.entry("EventsReturned", "70 Count"),
                    Map.entry("ObjectsSettled", "9 Count"),
                    Map.entry("ObjectsLeft", "2 Count"),
                    Map.entry("ObjectsTooYoung", "4 Count"),
                    Map.entry("ObjectsForeign", "3 Count"),
                    Map.entry("ObjectsMoved", "6 Count"),
                    Map.entry("OldestUndeliveredAge", "7200 Seconds"),
                    Map.entry("CertificateDaysLeft", "99 Count"),
                    Map.entry("FailedInvocations", "1 Count"))));
  }

  @Test
  void the_line_of_a_redrive_is_its_summary_too() {
    RedriveSummary summary = Summaries.everythingRedriven();

    assertThat(members(report(summary)))
        .containsAllEntriesOf(members(JSON.readTree(RedriveSummaryJson.line(summary))));
  }

  @Test
  void the_heartbeat_comes_when_nothing_did() {
    assertThat(metrics(report(Summaries.nothingCame())))
        .containsExactly(
            Map.entry("ControlMessages", "0 Count"),
            Map.entry("EventsIndexed", "0 Count"),
            Map.entry("EventsReceived", "0 Count"),
            Map.entry("FailedInvocations", "0 Count"));
    assertThat(JSON.readTree(lines.getFirst()).path("message").asString())
        .isEqualTo("Nothing to forward.");
  }

  private static Ledger.UnaccountedEvents unaccounted() {
    return assertThrows(
        Ledger.UnaccountedEvents.class, () -> new Ledger(3, Map.of(Outcome.INDEXED, 1)));
  }

  @Test
  void a_failure_that_counted_nothing_claims_no_count_but_itself() {
    reporter().reportFailure(new IllegalStateException("CANARY"), "", RUN, lines::add);

    assertThat(lines).hasSize(1).allSatisfy(ReporterTest::isTakenByCloudWatch);
    JsonNode line = JSON.readTree(lines.getFirst());
    assertThat(metrics(line)).containsExactly(Map.entry("FailedInvocations", "1 Count"));
    assertThat(line.path("error.type").asString()).isEqualTo("java.lang.IllegalStateException");
    assertThat(line.path("faas.execution").asString()).isEqualTo("8476a536");
  }

  @Test
  void a_rule_that_found_something_has_a_line_with_its_name_as_dimension() {
    report(Summaries.everythingHappened());

    assertThat(lines).hasSize(3);
    JsonNode email = JSON.readTree(lines.get(1));
    assertThat(dimensions(email)).isEqualTo("{FunctionName=forward, RedactionRule=email}");
    assertThat(metrics(email)).containsExactly(Map.entry("Redactions", "4 Count"));
    assertThat(JSON.readTree(lines.get(2)).path("RedactionRule").asString()).isEqualTo("password");
  }

  @Test
  void the_function_is_the_only_dimension_of_the_others() {
    assertThat(dimensions(report(Summaries.everythingHappened())))
        .isEqualTo("{FunctionName=forward}");
  }

  @Test
  void metrics_are_of_the_time_of_the_clock() {
    assertThat(report(Summaries.nothingCame()).path("_aws").path("Timestamp").asLong())
        .isEqualTo(now.toEpochMilli());
  }

  @Test
  void an_event_of_the_future_has_no_negative_lag() {
    now = Instant.ofEpochMilli(Summaries.OLDEST).minus(Duration.ofHours(1));

    assertThat(metrics(report(Summaries.everythingHappened())))
        .containsEntry("OldestEventLag", "0 Milliseconds");
  }

  @Test
  void no_metric_has_more_values_than_the_format_takes() {
    JsonNode line = report(Summaries.withRequests(101));

    assertThat(line.path("BulkLatency")).hasSize(100);
    assertThat(line.path("BulkRequests").asInt()).isEqualTo(101);
  }

  @Test
  void the_line_of_the_metrics_is_the_summary_too() {
    Summary summary = Summaries.everythingHappened();
    Map<String, JsonNode> line = members(report(summary));

    assertThat(line).containsAllEntriesOf(members(JSON.readTree(SummaryJson.line(summary))));
  }

  @Test
  void a_function_without_a_name_is_refused() {
    assertThatThrownBy(() -> new Reporter.Run(" ", "8476a536"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no name");
  }

  private JsonNode report(Summary summary) {
    reporter().report(summary, RUN, lines::add);
    assertThat(lines).allSatisfy(ReporterTest::isTakenByCloudWatch);
    return JSON.readTree(lines.getFirst());
  }

  private JsonNode report(RedriveSummary summary) {
    lines.clear();
    reporter().report(summary, RUN, lines::add);
    assertThat(lines).singleElement().satisfies(ReporterTest::isTakenByCloudWatch);
    return JSON.readTree(lines.getFirst());
  }

  private Reporter reporter() {
    return new Reporter(Clock.fixed(now, ZoneOffset.UTC));
  }

  private static void isTakenByCloudWatch(String line) {
    assertThat(EmbeddedMetricFormat.violations(line)).as(line).isEmpty();
    assertThat(line).doesNotContain("\n");
  }

  private static Map<String, String> metrics(JsonNode line) {
    Map<String, String> metrics = new TreeMap<>();
    for (JsonNode metric : directive(line).path("Metrics")) {
      String name = metric.path("Name").asString();
      metrics.put(name, line.path(name) + " " + metric.path("Unit").asString());
    }
    return metrics;
  }

  private static String dimensions(JsonNode line) {
    Map<String, String> dimensions = new TreeMap<>();
    directive(line)
        .path("Dimensions")
        .path(0)
        .forEach(key -> dimensions.put(key.asString(), line.path(key.asString()).asString()));
    return dimensions.toString();
  }

  private static JsonNode directive(JsonNode line) {
    JsonNode directives = line.path("_aws").path("CloudWatchMetrics");
    assertThat(directives).hasSize(1);
    assertThat(directives.path(0).path("Namespace").asString()).isEqualTo("Logferry");
    return directives.path(0);
  }

  private static Map<String, JsonNode> members(JsonNode object) {
    Map<String, JsonNode> members = new TreeMap<>();
    object.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
    return members;
  }
}
