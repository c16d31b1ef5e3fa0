package dev.logferry.cli.ship;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.cli.events.EventIds;
import dev.logferry.cli.events.LineRange;
import dev.logferry.cli.events.LogRecord;
import dev.logferry.cli.events.Origin;
import dev.logferry.cli.events.Utf8;
import dev.logferry.cli.lambda.FakeLambda;
import dev.logferry.cli.lambda.InvocationType;
import dev.logferry.localstack.cloudwatch.SubscriptionPayload;
import dev.logferry.localstack.cloudwatch.SubscriptionPayload.LogEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PayloadPackerTest {
  private static final Instant TIME = Instant.parse("2026-11-22T10:00:00Z");
  private static final Origin ORIGIN = new Origin("123456789012", "/ecs/api", "api/1");
  private static final PayloadLimits CLOUDWATCH = PayloadLimits.of(InvocationType.EVENT);

  @Test
  void a_payload_reads_back_as_what_went_in() throws IOException {
    var events = events("first", "second \"quoted\" \u0001 오류 😀\n\tat");

    var payload = FakeLambda.decode(pack(events, CLOUDWATCH).getFirst().lambdaEvent());

    assertThat(payload)
        .isEqualTo(
            new SubscriptionPayload(
                "DATA_MESSAGE",
                "123456789012",
                "/ecs/api",
                "api/1",
                List.of("logferry-ship"),
                List.of(
                    new LogEvent(events.get(0).id().toString(), TIME.toEpochMilli(), "first"),
                    new LogEvent(
                        events.get(1).id().toString(),
                        TIME.toEpochMilli(),
                        "second \"quoted\" \u0001 오류 😀\n\tat"))));
  }

  @Test
  void the_lambda_event_has_one_field_within_one_field() throws IOException {
    byte[] event = pack(events("a"), CLOUDWATCH).getFirst().lambdaEvent();

    assertThat(new String(event, UTF_8))
        .matches("\\{\"awslogs\":\\{\"data\":\"[A-Za-z0-9+/=]+\"}}");
  }

  @Test
  void nothing_makes_no_payload() throws IOException {
    assertThat(pack(List.of(), CLOUDWATCH)).isEmpty();
  }

  @Test
  void a_batch_is_full_at_the_byte() throws IOException {
    // Two events of 24 bytes count 2 * (24 + 26) = 100.
    var limits = new PayloadLimits(100, 10_000, Duration.ofHours(24), 1 << 20);

    assertThat(counts(events("a".repeat(24), "é".repeat(12)), limits)).containsExactly(2);
    assertThat(counts(events("a".repeat(24), "b".repeat(25)), limits)).containsExactly(1, 1);
  }

  @Test
  void a_batch_holds_ten_thousand_events() throws IOException {
    var events =
        events(IntStream.range(0, 20_001).mapToObj(Integer::toString).toArray(String[]::new));

    assertThat(counts(events, CLOUDWATCH)).containsExactly(10_000, 10_000, 1);
  }

  @Test
  void a_batch_spans_a_day() throws IOException {
    var ids = new EventIds("/g", "s");
    var events =
        List.of(
            event(ids, TIME, "a", 1),
            event(ids, TIME.plus(Duration.ofHours(24)), "b", 2),
            event(ids, TIME.plus(Duration.ofHours(24)).plusMillis(1), "c", 3));

    assertThat(counts(events, CLOUDWATCH)).containsExactly(2, 1);
  }

  @Test
  void the_largest_event_fits_into_a_batch_of_its_own() throws IOException {
    String largest = "x".repeat(CLOUDWATCH.maxMessageBytes());

    assertThat(counts(events("a", largest, "b"), CLOUDWATCH)).containsExactly(1, 1, 1);
  }

  @Test
  void each_payload_knows_its_lines() throws IOException {
    var limits = new PayloadLimits(1000, 2, Duration.ofHours(24), 1 << 20);

    assertThat(pack(events("a", "b", "c"), limits))
        .extracting(Payload::lines)
        .containsExactly(new LineRange(1, 2), new LineRange(3, 3));
  }

  @Test
  void events_that_hardly_compress_are_spread_until_lambda_takes_them() throws IOException {
    var random = new Random(4);
    var events =
        events(IntStream.range(0, 40).mapToObj(_ -> noise(random, 26_000)).toArray(String[]::new));

    var payloads = pack(events, CLOUDWATCH);

    assertThat(payloads).hasSize(2).allSatisfy(PayloadPackerTest::fitsAsync);
    assertThat(messages(payloads)).isEqualTo(events.stream().map(e -> e.record().text()).toList());
  }

  @Test
  void one_event_that_hardly_compresses_is_cut_and_no_character_of_it_is_lost() throws IOException {
    String text = noise(new Random(5), CLOUDWATCH.maxMessageBytes());

    var payloads = pack(events(text, "next"), CLOUDWATCH);

    assertThat(payloads).hasSize(3).allSatisfy(PayloadPackerTest::fitsAsync);
    assertThat(String.join("", messages(payloads))).isEqualTo(text + "next");
    assertThat(logEvents(payloads)).extracting(LogEvent::id).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void lambda_takes_the_same_event_whole_when_its_answer_is_awaited() throws IOException {
    String text = noise(new Random(5), CLOUDWATCH.maxMessageBytes());

    assertThat(counts(events(text), PayloadLimits.of(InvocationType.REQUEST_RESPONSE)))
        .containsExactly(1);
  }

  @Test
  void packing_again_gives_the_same_bytes() throws IOException {
    var first = pack(events("a", "b"), CLOUDWATCH).getFirst();
    var again = pack(events("a", "b"), CLOUDWATCH).getFirst();

    assertThat(again.lambdaEvent()).isEqualTo(first.lambdaEvent());
  }

  private static void fitsAsync(Payload payload) {
    assertThat(payload.lambdaEvent().length).isLessThanOrEqualTo(1_048_576);
  }

  /** Printable ASCII at random: base64 gives back more than gzip saves. */
  private static String noise(Random random, int length) {
    return random
        .ints(length, ' ', 0x7f)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private static List<SourcedEvent> events(String... texts) {
    var ids = new EventIds("/ecs/api", "api/1");
    List<SourcedEvent> events = new ArrayList<>();
    for (String text : texts) {
      events.add(event(ids, TIME, text, events.size() + 1));
    }
    return events;
  }

  private static SourcedEvent event(EventIds ids, Instant time, String text, long line) {
    return new SourcedEvent(
        ids.next(time, text),
        time,
        new LogRecord(text, Utf8.bytesOf(text), new LineRange(line, line)));
  }

  private static List<Integer> counts(List<SourcedEvent> events, PayloadLimits limits)
      throws IOException {
    return pack(events, limits).stream().map(Payload::events).toList();
  }

  static List<String> messages(List<Payload> payloads) {
    return logEvents(payloads).stream().map(LogEvent::message).toList();
  }

  static List<LogEvent> logEvents(List<Payload> payloads) {
    return payloads.stream()
        .map(payload -> FakeLambda.decode(payload.lambdaEvent()))
        .flatMap(payload -> payload.logEvents().stream())
        .toList();
  }

  private static List<Payload> pack(List<SourcedEvent> events, PayloadLimits limits)
      throws IOException {
    Iterator<SourcedEvent> source = events.iterator();
    var packer =
        new PayloadPacker(
            ORIGIN, limits, () -> source.hasNext() ? Optional.of(source.next()) : Optional.empty());
    return all(packer);
  }

  static List<Payload> all(PayloadPacker packer) throws IOException {
    List<Payload> payloads = new ArrayList<>();
    for (var payload = packer.next(); payload.isPresent(); payload = packer.next()) {
      payloads.add(payload.get());
    }
    return payloads;
  }
}
