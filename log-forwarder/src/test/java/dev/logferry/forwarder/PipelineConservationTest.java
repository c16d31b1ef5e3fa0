package dev.logferry.forwarder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.bulk.BulkClient;
import dev.logferry.forwarder.decode.Decoded;
import dev.logferry.forwarder.decode.SubscriptionDecoder;
import dev.logferry.forwarder.report.Summary;
import dev.logferry.forwarder.testing.InMemoryCluster;
import dev.logferry.forwarder.testing.MoodyCluster;
import dev.logferry.forwarder.testing.Payloads;
import dev.logferry.forwarder.testing.Pipelines;
import dev.logferry.forwarder.testing.RecordedDeadLetters;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * From the Lambda event to the ledger: filters, a payload that may break off, a server in any mood.
 */
class PipelineConservationTest {

  @Property
  void every_event_is_accounted_for_and_the_ledger_tells_the_truth(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int count) {
    SplittableRandom random = new SplittableRandom(seed);
    InMemoryCluster cluster = new InMemoryCluster();
    RecordedDeadLetters letters = new RecordedDeadLetters();
    byte[] gzip = Payloads.gzip(Payloads.envelope(lines(random, count)));
    boolean broken = random.nextInt(4) == 0;
    byte[] sent = broken ? Arrays.copyOf(gzip, gzip.length - 1 - random.nextInt(8)) : gzip;

    Summary first = forward(sent, new MoodyCluster(cluster, random.split(), 70), letters, random);
    int storedAtFirst = cluster.documents().size();
    int keptAtFirst = letters.ids().size();
    Summary again = forward(gzip, cluster, letters, random);

    Ledger ledger = first.ledger();
    assertThat(ledger.count(Outcome.INDEXED) + ledger.count(Outcome.DUPLICATE))
        .isLessThanOrEqualTo(storedAtFirst);
    assertThat(ledger.count(Outcome.DEAD_LETTERED)).isEqualTo(keptAtFirst);
    assertThat(first.failed()).isEqualTo(ledger.count(Outcome.RETURNED) > 0);
    assertThat(broken).isEqualTo(first.problem().contains("gzip"));
    assertThat(again.failed()).isFalse();
    assertThat(again.ledger().received()).isEqualTo(count);
    int stored = cluster.documents().size();
    assertThat(again.ledger().count(Outcome.INDEXED) + again.ledger().count(Outcome.DUPLICATE))
        .isEqualTo(stored);
    assertThat(again.ledger().count(Outcome.FILTERED) + stored).isEqualTo(count);
  }

  private static String[] lines(SplittableRandom random, int count) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String level = random.nextBoolean() ? "ERROR" : "DEBUG";
      lines.add(
          random.nextInt(3) == 0
              ? "plain " + i
              : "{\"ecs.version\":\"1\",\"log.level\":\""
                  + level
                  + "\",\"message\":\""
                  + i
                  + "\"}");
    }
    return lines.toArray(String[]::new);
  }

  private static Summary forward(
      byte[] gzip, BulkClient client, RecordedDeadLetters letters, SplittableRandom random) {
    ForwardingPipeline pipeline =
        Pipelines.to(
            client,
            letters,
            random.split(),
            1 + random.nextInt(20),
            new LoopGuard(List.of()),
            Map.of("LOGFERRY_MINIMUM_LEVEL", "WARN"));
    Decoded decoded =
        new SubscriptionDecoder(10_000_000)
            .decode(new ByteArrayInputStream(Payloads.lambdaEvent(gzip)));
    return pipeline.forward(
        Part.keptBySender(0, decoded), Pipelines.invocation(Duration.ofSeconds(20)));
  }
}
