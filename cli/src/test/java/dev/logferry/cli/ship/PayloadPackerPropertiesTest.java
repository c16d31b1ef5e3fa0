package dev.logferry.cli.ship;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.cli.events.EventIds;
import dev.logferry.cli.events.LogLines;
import dev.logferry.cli.events.Origin;
import dev.logferry.cli.lambda.FakeLambda;
import dev.logferry.cli.lambda.InvocationType;
import dev.logferry.localstack.cloudwatch.SubscriptionPayload.LogEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Laws of the way from a file to payloads, for any file and any limits. */
class PayloadPackerPropertiesTest {
  private static final Instant TIME = Instant.parse("2026-11-22T10:00:00Z");
  private static final Origin ORIGIN = new Origin("123456789012", "/g", "s");

  @Property(tries = 500)
  void nothing_is_lost_and_the_order_is_kept(
      @ForAll("files") List<String> lines,
      @ForAll @IntRange(min = 30, max = 300) int maxBatchBytes,
      @ForAll @IntRange(min = 1, max = 5) int maxEvents)
      throws IOException {
    var limits = new PayloadLimits(maxBatchBytes, maxEvents, Duration.ofHours(24), 1 << 20);

    var payloads = payloads(lines, limits);

    assertThat(String.join("", PayloadPackerTest.messages(payloads)))
        .isEqualTo(String.join("", lines));
  }

  @Property(tries = 500)
  void every_payload_is_within_the_limits(
      @ForAll("files") List<String> lines,
      @ForAll @IntRange(min = 30, max = 300) int maxBatchBytes,
      @ForAll @IntRange(min = 1, max = 5) int maxEvents,
      @ForAll @IntRange(min = 400, max = 900) int maxLambdaEventBytes)
      throws IOException {
    var limits =
        new PayloadLimits(maxBatchBytes, maxEvents, Duration.ofHours(24), maxLambdaEventBytes);

    for (Payload payload : payloads(lines, limits)) {
      List<LogEvent> events = FakeLambda.decode(payload.lambdaEvent()).logEvents();
      int counted =
          events.stream().mapToInt(event -> event.message().getBytes(UTF_8).length + 26).sum();
      assertThat(counted).isLessThanOrEqualTo(maxBatchBytes);
      assertThat(events).hasSizeBetween(1, maxEvents).hasSize(payload.events());
      assertThat(events).noneMatch(event -> event.message().isEmpty());
      assertThat(payload.lambdaEvent().length).isLessThanOrEqualTo(maxLambdaEventBytes);
    }
  }

  @Property(tries = 200)
  void ids_are_unique_increasing_and_the_same_again(
      @ForAll("files") List<String> lines,
      @ForAll @IntRange(min = 400, max = 900) int maxLambdaEventBytes)
      throws IOException {
    var limits = new PayloadLimits(200, 5, Duration.ofHours(24), maxLambdaEventBytes);

    List<LogEvent> events = PayloadPackerTest.logEvents(payloads(lines, limits));

    assertThat(events).extracting(LogEvent::id).isSorted().doesNotHaveDuplicates();
    assertThat(PayloadPackerTest.logEvents(payloads(lines, limits))).isEqualTo(events);
  }

  @Property(tries = 20)
  void the_laws_hold_for_lines_around_a_megabyte(
      @ForAll @IntRange(min = 1_048_500, max = 1_048_600) int bytesBeforeEmoji,
      @ForAll InvocationType type)
      throws IOException {
    List<String> lines = List.of("before", "x".repeat(bytesBeforeEmoji) + "😀오é", "after");

    var payloads = payloads(lines, PayloadLimits.of(type));

    assertThat(String.join("", PayloadPackerTest.messages(payloads)))
        .isEqualTo(String.join("", lines));
    assertThat(PayloadPackerTest.messages(payloads))
        .allMatch(message -> message.getBytes(UTF_8).length <= 1_048_576 - 26);
  }

  /** Lines of every length, in which one-, two-, three- and four-byte characters alternate. */
  @Provide
  Arbitrary<List<String>> files() {
    return Arbitraries.strings()
        .withChars('a', 'Z', '"', '\\', '\t', '\u0001', 'é', '오', '\u2028')
        .ofMaxLength(120)
        .flatMap(
            text ->
                Arbitraries.integers()
                    .between(0, text.length())
                    .map(at -> text.substring(0, at) + "😀" + text.substring(at)))
        .list()
        .ofMaxSize(12);
  }

  private static List<Payload> payloads(List<String> lines, PayloadLimits limits)
      throws IOException {
    var input = new ByteArrayInputStream(String.join("\n", lines).getBytes(UTF_8));
    var records = new LogLines(input, Optional.empty(), limits.maxMessageBytes());
    var ids = new EventIds("/g", "s");
    return PayloadPackerTest.all(
        new PayloadPacker(
            ORIGIN,
            limits,
            () ->
                records
                    .next()
                    .map(record -> new SourcedEvent(ids.next(TIME, record.text()), TIME, record))));
  }
}
