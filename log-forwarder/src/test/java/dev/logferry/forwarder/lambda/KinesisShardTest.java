package dev.logferry.forwarder.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.Invocation;
import dev.logferry.forwarder.bulk.BulkClient;
import dev.logferry.forwarder.deadletter.DeadLetter.MalformedPayload;
import dev.logferry.forwarder.decode.LogBatch;
import dev.logferry.forwarder.decode.LogEvent;
import dev.logferry.forwarder.decode.SubscriptionDecoder;
import dev.logferry.forwarder.document.DocumentId;
import dev.logferry.forwarder.testing.KinesisEvents;
import dev.logferry.forwarder.testing.MoodyCluster;
import dev.logferry.forwarder.testing.Payloads;
import dev.logferry.forwarder.testing.Pipelines;
import dev.logferry.forwarder.testing.RecordedDeadLetters;
import dev.logferry.forwarder.testing.RecordedTime;
import dev.logferry.forwarder.testing.TestContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A shard as Lambda reads it: from the record named on, again and again, until none is named. */
class KinesisShardTest {

  private static final SubscriptionDecoder DECODER = new SubscriptionDecoder(1 << 20);

  /**
   * @param data as it came; what a dead letter has to hold if it is poison
   * @param ids of its documents
   */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record Sent(byte[] data, List<String> ids, boolean isPoison) {}

  private final KinesisEvents events = new KinesisEvents();
  private final List<Sent> shard = new ArrayList<>();
  private final Set<String> stored = new HashSet<>();
  private final RecordedDeadLetters letters = new RecordedDeadLetters();

  @Property(tries = 400, seed = "20261122")
  void nothing_before_the_record_named_is_unsettled_and_in_the_end_all_is_stored_once(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int records) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    KinesisShardTest run = new KinesisShardTest();
    for (int i = 0; i < records; i++) {
      run.add(i, random);
    }
    int from = 0;
    for (int turn = 0; from < records; turn++) {
      boolean calm = turn >= 4;
      run.letters.down(!calm && random.nextInt(3) == 0);
      BulkClient client =
          calm
              ? Pipelines.truthful(run.stored)
              : new MoodyCluster(Pipelines.truthful(run.stored), random.split(), 60);
      int next = run.invoke(from, client, random);
      assertThat(next).isGreaterThanOrEqualTo(from);
      for (int settled = from; settled < next; settled++) {
        run.assertSettled(settled);
      }
      assertThat(!calm || next == records).as("all is settled by a server that is well").isTrue();
      from = next;
    }
  }

  private void add(int number, SplittableRandom random) {
    byte[] gzip =
        Payloads.gzip(
            Payloads.envelope(
                Payloads.LOG_GROUP,
                "stream " + number,
                IntStream.rangeClosed(0, random.nextInt(4)).mapToObj(i -> "line " + i).toList()));
    switch (random.nextInt(8)) {
      case 0 -> send(("text " + number).getBytes(StandardCharsets.UTF_8), true);
      case 1 -> send(Arrays.copyOf(gzip, gzip.length - 1 - random.nextInt(gzip.length)), true);
      case 2 -> send(Payloads.gzip(Payloads.controlMessage()), false);
      case 3 -> {
        byte[] text = ("%" + number).getBytes(StandardCharsets.UTF_8);
        events.withText("%" + number);
        shard.add(new Sent(text, List.of(), true));
      }
      default -> send(gzip, false);
    }
  }

  private void send(byte[] data, boolean isPoison) {
    events.with(data);
    shard.add(new Sent(data, ids(data), isPoison));
  }

  /** Of what can be read of it, all has to be stored. */
  private static List<String> ids(byte[] data) {
    List<String> ids = new ArrayList<>();
    if (DECODER.decodePayload(data) instanceof LogBatch batch) {
      DocumentId id = new DocumentId();
      for (var next = batch.events().next();
          next instanceof LogEvent event;
          next = batch.events().next()) {
        ids.add(id.of(batch.origin(), event));
      }
    }
    return ids;
  }

  /** Invokes the function on what is left; returns from where Lambda would go on. */
  private int invoke(int from, BulkClient client, SplittableRandom random) throws IOException {
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    new KinesisForwardHandler(
            DECODER,
            Pipelines.to(client, letters, random.split(), 1 + random.nextInt(10)),
            _ -> new Invocation("request", new RecordedTime(Duration.ofSeconds(20)), Duration.ZERO))
        .handleRequest(
            new ByteArrayInputStream(events.json(from)),
            response,
            new TestContext(Duration.ofSeconds(60)));
    JsonNode failures =
        JsonMapper.shared().readTree(response.toByteArray()).path("batchItemFailures");
    if (failures.isEmpty()) {
      return shard.size();
    }
    assertThat(failures).hasSize(1);
    String named = failures.get(0).path("itemIdentifier").asString();
    return IntStream.range(from, shard.size())
        .filter(record -> events.sequenceNumber(record).equals(named))
        .findFirst()
        .orElseThrow();
  }

  private void assertSettled(int record) {
    Sent sent = shard.get(record);
    Set<String> settled = new HashSet<>(stored);
    settled.addAll(letters.ids());
    assertThat(settled).containsAll(sent.ids());
    if (sent.isPoison()) {
      assertThat(letters.payloads())
          .extracting(MalformedPayload::payload)
          .anyMatch(payload -> Arrays.equals(payload, sent.data()));
    }
  }
}
