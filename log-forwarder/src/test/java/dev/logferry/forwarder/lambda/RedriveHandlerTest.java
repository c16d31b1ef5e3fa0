package dev.logferry.forwarder.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.logferry.forwarder.Invocation;
import dev.logferry.forwarder.bulk.BulkClient;
import dev.logferry.forwarder.bulk.BulkReply;
import dev.logferry.forwarder.decode.SubscriptionDecoder;
import dev.logferry.forwarder.objects.ObjectDecoder;
import dev.logferry.forwarder.objects.ObjectReading;
import dev.logferry.forwarder.redrive.Redrive;
import dev.logferry.forwarder.redrive.RedriveLimits;
import dev.logferry.forwarder.redrive.RedriveSource;
import dev.logferry.forwarder.redrive.RedriveStages;
import dev.logferry.forwarder.testing.EmbeddedMetricFormat;
import dev.logferry.forwarder.testing.InMemoryObjectStore;
import dev.logferry.forwarder.testing.InMemoryObjectStore.Failure;
import dev.logferry.forwarder.testing.InMemoryObjectStore.Operation;
import dev.logferry.forwarder.testing.Payloads;
import dev.logferry.forwarder.testing.Pipelines;
import dev.logferry.forwarder.testing.RecordedDeadLetters;
import dev.logferry.forwarder.testing.RecordedTime;
import dev.logferry.forwarder.testing.TestContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a redrive answers, logs and measures. */
class RedriveHandlerTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final String FAILURES = "failures";

  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final Set<String> stored = new HashSet<>();
  private final TestContext context = new TestContext(Duration.ofSeconds(60));
  private Optional<Instant> certificatesEnd = Optional.empty();
  private BulkClient elasticsearch = Pipelines.truthful(stored);

  @Test
  void one_line_is_the_summary_and_the_metrics() throws IOException {
    put("old", NOW.minus(Duration.ofHours(2)), "a", "b");
    put("young", NOW.minusSeconds(7), "c");

    String answer = invoke("{}");

    JsonNode line = line();
    assertThat(line.path("ObjectsSettled").asInt()).isEqualTo(1);
    assertThat(line.path("ObjectsTooYoung").asInt()).isEqualTo(1);
    assertThat(line.path("EventsIndexed").asInt()).isEqualTo(2);
    assertThat(line.path("OldestUndeliveredAge").asInt()).isEqualTo(7);
    assertThat(line.path("FailedInvocations").asInt()).isZero();
    assertThat(line.path("faas.execution").asString()).isEqualTo(context.getAwsRequestId());
    assertThat(line.at("/objects/settled").asInt()).isEqualTo(1);
    assertThat(answer).contains("\"settled\":1").doesNotContain("_aws");
  }

  @Test
  void with_nothing_to_do_the_age_is_zero_and_there() throws IOException {
    invoke("{}");

    assertThat(line().path("OldestUndeliveredAge").isIntegralNumber()).isTrue();
    assertThat(line().path("OldestUndeliveredAge").asInt()).isZero();
  }

  @Test
  void what_is_left_is_counted() throws IOException {
    put("a", NOW.minusSeconds(3600), "a");
    elasticsearch = (_, _) -> new BulkReply.Untrusted("a certificate");

    invoke("{}");

    assertThat(line().path("ObjectsLeft").asInt()).isEqualTo(1);
    assertThat(line().path("EventsReturned").asInt()).isEqualTo(1);
    assertThat(line().path("OldestUndeliveredAge").asInt()).isEqualTo(3600);
  }

  @Test
  void days_are_left_until_the_first_certificate_expires() throws IOException {
    certificatesEnd = Optional.of(NOW.plus(Duration.ofDays(20)).minusSeconds(1));

    String answer = invoke("{}");

    assertThat(line().path("CertificateDaysLeft").asInt()).isEqualTo(19);
    assertThat(answer).contains("\"certificates_end\":\"2026-12-12T11:59:59Z\"");
  }

  @Test
  void a_certificate_that_has_expired_has_fewer_than_no_days() throws IOException {
    certificatesEnd = Optional.of(NOW.minusSeconds(1));

    invoke("{}");

    assertThat(line().path("CertificateDaysLeft").asInt()).isEqualTo(-1);
  }

  @Test
  void what_is_not_known_of_certificates_is_not_told() throws IOException {
    String answer = invoke("{}");

    assertThat(line().has("CertificateDaysLeft")).isFalse();
    assertThat(answer).doesNotContain("certificates");
  }

  @Test
  void a_run_that_cannot_list_fails_and_claims_no_age() {
    store.next(Operation.LIST, Failure.REFUSED);

    assertThatThrownBy(() -> invoke("{}"))
        .isInstanceOf(RedriveFailed.class)
        .hasMessageContaining("a listing failed");
    assertThat(line().path("FailedInvocations").asInt()).isEqualTo(1);
    assertThat(line().has("OldestUndeliveredAge")).isFalse();
    assertThat(line().has("oldest_undelivered_seconds")).isFalse();
  }

  @Test
  void a_failure_that_nobody_foresaw_is_counted_and_told_by_its_type_alone() {
    assertThatThrownBy(
            () ->
                handler(
                        () -> {
                          throw new IllegalStateException("CANARY");
                        })
                    .handleRequest(event("{}"), new ByteArrayOutputStream(), context))
        .isInstanceOf(ForwardingFailed.class);
    assertThat(line().path("FailedInvocations").asInt()).isEqualTo(1);
    assertThat(context.log().getFirst())
        .contains("java.lang.IllegalStateException")
        .doesNotContain("CANARY");
  }

  private String invoke(String event) throws IOException {
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    handler(() -> NOW).handleRequest(event(event), response, context);
    return response.toString(StandardCharsets.UTF_8);
  }

  private RedriveHandler handler(InstantSource clock) {
    return new RedriveHandler(
        redrive(clock),
        () -> certificatesEnd,
        _ -> new Invocation("request", new RecordedTime(Duration.ofMinutes(5)), Duration.ZERO),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private Redrive redrive(InstantSource clock) {
    return new Redrive(
        store,
        List.of(new RedriveSource(FAILURES, "", Optional.empty())),
        this::stages,
        new RedriveLimits(
            1,
            Duration.ofMinutes(1),
            Duration.ofSeconds(60),
            Duration.ofSeconds(15),
            1 << 20,
            1 << 20,
            1 << 20),
        clock,
        () -> new SplittableRandom(1));
  }

  private RedriveStages stages() {
    RecordedDeadLetters letters = new RecordedDeadLetters();
    return new RedriveStages(
        new SubscriptionDecoder(1 << 20),
        new ObjectReading(store, new ObjectDecoder(1 << 20)),
        Pipelines.to(elasticsearch, letters, new SplittableRandom(1), 10),
        Pipelines.deliveries(elasticsearch, new SplittableRandom(1), 10),
        letters.sink());
  }

  private void put(String key, Instant at, String... lines) throws IOException {
    store.setTime(at);
    byte[] event = Payloads.lambdaEvent(Payloads.envelope(Payloads.LOG_GROUP, key, List.of(lines)));
    String record = "{\"requestPayload\":%s}".formatted(new String(event, StandardCharsets.UTF_8));
    store.put(FAILURES, key, record.getBytes(StandardCharsets.UTF_8));
  }

  private JsonNode line() {
    assertThat(context.log()).hasSize(1);
    String line = context.log().getFirst();
    assertThat(EmbeddedMetricFormat.violations(line)).isEmpty();
    return JsonMapper.shared().readTree(line);
  }

  private static ByteArrayInputStream event(String json) {
    return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
  }
}
