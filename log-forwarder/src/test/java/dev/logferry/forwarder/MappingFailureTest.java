package dev.logferry.forwarder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.decode.Decoded;
import dev.logferry.forwarder.decode.SubscriptionDecoder;
import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.document.DocumentMapper;
import dev.logferry.forwarder.document.KnownErrorGroups;
import dev.logferry.forwarder.document.Limits;
import dev.logferry.forwarder.document.LineFilter;
import dev.logferry.forwarder.document.Routes;
import dev.logferry.forwarder.document.line.Explanation;
import dev.logferry.forwarder.document.redact.Redactor;
import dev.logferry.forwarder.report.Summary;
import dev.logferry.forwarder.testing.InMemoryCluster;
import dev.logferry.forwarder.testing.Payloads;
import dev.logferry.forwarder.testing.Pipelines;
import dev.logferry.forwarder.testing.RecordedDeadLetters;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A bug in the mapping, here in the clock of the error groups, costs only the events it hits. */
class MappingFailureTest {

  private static final String[] LINES = {"INFO before", "ERROR secret", "INFO after", "ERROR two"};

  private final InMemoryCluster cluster = new InMemoryCluster();
  private final RecordedDeadLetters letters = new RecordedDeadLetters();
  private final byte[] payload = Payloads.lambdaEvent(Payloads.envelope(LINES));
  private final ForwardingPipeline pipeline =
      new ForwardingPipeline(
          mapper(),
          new LoopGuard(List.of()),
          Pipelines.deliveries(cluster, new SplittableRandom(1), 100),
          letters.sink());

  @Test
  void what_the_sender_keeps_goes_back_to_it_and_the_other_events_are_delivered() {
    Summary summary = forward(Part.keptBySender(0, decoded()));

    assertThat(cluster.documents()).hasSize(2);
    assertThat(summary.ledger().count(Outcome.INDEXED)).isEqualTo(2);
    assertThat(summary.ledger().count(Outcome.RETURNED)).isOne();
    assertThat(summary.failed()).isTrue();
    assertThat(summary.problem())
        .contains("position 3", "IllegalStateException", "report it")
        .doesNotContain("secret");
  }

  @Test
  void a_record_of_a_stream_becomes_one_dead_letter_as_it_came() {
    Summary summary = forward(new Part(0, decoded(), Optional.of(() -> payload)));

    assertThat(cluster.documents()).hasSize(2);
    assertThat(summary.failed()).isFalse();
    assertThat(summary.ledger().count(Outcome.DEAD_LETTERED)).isOne();
    assertThat(letters.payloads()).hasSize(1);
    assertThat(letters.payloads().getFirst().payload()).isEqualTo(payload);
  }

  private Summary forward(Part part) {
    return pipeline.forward(part, Pipelines.invocation(Duration.ofMinutes(1)));
  }

  private Decoded decoded() {
    return new SubscriptionDecoder(10_000_000).decode(new ByteArrayInputStream(payload));
  }

  private static DocumentMapper mapper() {
    KnownErrorGroups failing =
        new KnownErrorGroups(
            () -> {
              throw new IllegalStateException("bug");
            });
    return new DocumentMapper(
        new Routes(List.of(), new DataStream("shop", "production")),
        LineFilter.KEEP_ALL,
        new Redactor(List.of(), ""),
        new Limits(16, 500, 10 << 20),
        "eu-central-1",
        Explanation.NONE,
        Optional.of(failing));
  }
}
