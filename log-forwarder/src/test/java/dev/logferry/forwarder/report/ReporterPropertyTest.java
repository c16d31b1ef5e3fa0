package dev.logferry.forwarder.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.Ledger;
import dev.logferry.forwarder.Outcome;
import dev.logferry.forwarder.bulk.Traffic;
import dev.logferry.forwarder.testing.EmbeddedMetricFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever happened, CloudWatch can take the lines, and they name nothing but known metrics. */
class ReporterPropertyTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Set<String> KNOWN =
      Arrays.stream(Metric.values()).map(Metric::metricName).collect(Collectors.toSet());

  @Property(tries = 300)
  void every_line_keeps_the_format_and_names_known_metrics(
      @ForAll @Size(7) List<@IntRange(max = 10_000_000) Integer> counts,
      @ForAll @Size(max = 5) Map<String, @IntRange(min = 1) Integer> causes,
      @ForAll @Size(max = 5) List<String> warnings,
      @ForAll String problem,
      @ForAll @Size(max = 130) List<@LongRange(min = 0, max = 900_000_000_000L) Long> nanos,
      @ForAll @LongRange(min = 0) long sentBytes,
      @ForAll @LongRange(min = -1, max = 4_102_444_800_000L) long oldest,
      @ForAll @LongRange(min = 1, max = 4_102_444_800_000L) long now) {
    Summary summary = summary(counts, causes, warnings, problem, nanos, sentBytes, oldest);
    List<String> lines = new ArrayList<>();

    new Reporter(Clock.fixed(Instant.ofEpochMilli(now), ZoneOffset.UTC))
        .report(summary, new Reporter.Run("forward", problem), lines::add);

    for (String line : lines) {
      assertThat(EmbeddedMetricFormat.violations(line)).as(line).isEmpty();
      JsonNode json = JSON.readTree(line);
      assertThat(names(json)).isSubsetOf(KNOWN).doesNotHaveDuplicates();
      assertThat(sumOfOutcomes(json)).isEqualTo(json.path("EventsReceived").asInt());
    }
  }

  private static int sumOfOutcomes(JsonNode line) {
    return List.of(
            "EventsIndexed",
            "EventsDuplicate",
            "EventsFiltered",
            "EventsDegraded",
            "EventsFailureStored",
            "EventsDeadLettered",
            "EventsReturned")
        .stream()
        .mapToInt(name -> line.path(name).asInt(0))
        .sum();
  }

  private static List<String> names(JsonNode line) {
    List<String> names = new ArrayList<>();
    line.path("_aws")
        .path("CloudWatchMetrics")
        .path(0)
        .path("Metrics")
        .forEach(metric -> names.add(metric.path("Name").asString()));
    return names;
  }

  private static Summary summary(
      List<Integer> counts,
      Map<String, Integer> causes,
      List<String> warnings,
      String problem,
      List<Long> nanos,
      long sentBytes,
      long oldest) {
    return new Summary(
        ledger(counts),
        problem,
        warnings,
        // Rules have names of settings, which are checked; the other causes may be any text.
        new Summary.Causes(causes, causes, Map.of("email", 3), causes, causes, causes),
        problem.isEmpty() ? Set.of() : Set.of(1),
        0,
        counts.get(0),
        sentBytes,
        new Traffic(
            nanos.size(),
            0,
            sentBytes,
            nanos.stream().map(Duration::ofNanos).toList(),
            counts.get(1),
            counts.get(2),
            counts.get(3),
            counts.get(0),
            counts.get(1),
            counts.get(2),
            Map.of()),
        new OldestEvent(oldest, 0));
  }

  private static Ledger ledger(List<Integer> counts) {
    Map<Outcome, Integer> all = new EnumMap<>(Outcome.class);
    int received = 0;
    for (Outcome outcome : Outcome.values()) {
      all.put(outcome, counts.get(all.size()));
      received += counts.get(all.size() - 1);
    }
    return new Ledger(received, all);
  }
}
