package dev.logferry.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.cli.audit.Finding.Kind;
import dev.logferry.cli.audit.UndeliveredEventIndex.Place;
import dev.logferry.cli.cloudwatch.TimeSlice;
import dev.logferry.cli.letters.UndeliveredObjectReader;
import dev.logferry.cli.letters.UndeliveredObjectStore;
import dev.logferry.forwarder.Deadline;
import dev.logferry.forwarder.Invocation;
import dev.logferry.forwarder.OutcomeCounts;
import dev.logferry.forwarder.bulk.Cause;
import dev.logferry.forwarder.bulk.Rejection;
import dev.logferry.forwarder.deadletter.DeadLetterKeys;
import dev.logferry.forwarder.deadletter.DeadLetterSink;
import dev.logferry.forwarder.deadletter.DeadLetters;
import dev.logferry.forwarder.decode.LogEvent;
import dev.logferry.forwarder.decode.Origin;
import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.document.DocumentId;
import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.settings.Settings;
import dev.logferry.localstack.cloudwatch.SubscriptionPayload;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What waits in S3 must never look lost, and what is lost must never look as if it waited. */
class UndeliveredEventIndexTest {
  private static final String LETTERS = "letters";
  private static final String FAILURES = "failures";
  private static final String PREFIX = "logferry/";
  private static final String RECORDS = "aws/lambda/async/forward/2026/11/22/";
  private static final long FROM = Instant.parse("2026-11-22T07:00:00Z").toEpochMilli();
  private static final long TO = FROM + 3_600_000;
  private static final Instant WRITTEN = Instant.ofEpochMilli(TO + 60_000);

  private final ObjectsInMemory objects = new ObjectsInMemory().at(WRITTEN);

  @Test
  void a_dead_letter_is_found_with_its_cause_and_object() {
    keep(letters -> letters.rejected(document("id-1", FROM), rejection(false)));

    assertThat(read().of("id-1"))
        .hasValueSatisfying(
            place -> {
              assertThat(place.kind()).isEqualTo(Kind.DEAD_LETTERED);
              assertThat(place.explanation())
                  .contains("400 document_parsing_exception")
                  .contains("in s3://letters/logferry/rejected/");
            });
  }

  @Test
  void a_letter_that_the_next_redrive_retries_is_found() {
    keep(letters -> letters.rejected(document("id-1", FROM), rejection(true)));

    assertThat(read().of("id-1").map(Place::explanation).orElse(""))
        .contains("s3://letters/logferry/retryable/");
  }

  @Test
  void each_event_in_a_record_of_a_failed_invocation_is_found_by_the_functions_id() {
    objects.put(FAILURES, RECORDS + "a", record("requestPayload", subscription("1", "2"), false));

    UndeliveredEventIndex read = read();

    for (String event : List.of("1", "2")) {
      assertThat(read.of(documentId(event)))
          .contains(
              new Place(
                  Kind.UNDELIVERED,
                  "RetriesExhausted: no cluster; in s3://failures/" + RECORDS + "a"));
    }
    assertThat(read.of(documentId("3"))).isEmpty();
    assertThat(read.gaps()).isEmpty();
  }

  @Test
  void events_in_a_record_of_a_kinesis_stream_are_found_in_either_form() {
    String kinesis =
        """
        {"Records":[{"eventSource":"aws:kinesis","kinesis":{"sequenceNumber":"1","data":"%s"}},
         {"eventSource":"aws:kinesis","kinesis":{"sequenceNumber":"2","data":"%s"}}]}\
        """
            .formatted(data(subscription("1")), data(subscription("2")));
    objects.put(FAILURES, RECORDS + "a", record("payload", kinesis, true));
    objects.put(
        FAILURES,
        RECORDS + "b",
        record(
            "payload", kinesis.replace(data(subscription("1")), data(subscription("3"))), false));

    UndeliveredEventIndex read = read();

    assertThat(List.of("1", "2", "3"))
        .allSatisfy(event -> assertThat(read.of(documentId(event))).isPresent());
  }

  @Test
  void an_object_that_cannot_be_read_hides_no_other_and_is_named() {
    objects.put(FAILURES, RECORDS + "a", "no JSON".getBytes(UTF_8));
    objects.put(FAILURES, RECORDS + "b", record("requestPayload", subscription("1"), false));
    objects.put(LETTERS, PREFIX + "rejected/2026/11/22/a", "no gzip".getBytes(UTF_8));
    keep(letters -> letters.rejected(document("id-1", FROM), rejection(false)));

    UndeliveredEventIndex read = read();

    assertThat(read.of(documentId("1"))).isPresent();
    assertThat(read.of("id-1")).isPresent();
    assertThat(read.gaps())
        .hasSize(2)
        .anyMatch(gap -> gap.contains(RECORDS + "a: the record is not JSON"))
        .anyMatch(gap -> gap.contains("s3://letters/logferry/rejected/2026/11/22/a: "));
  }

  @Test
  void a_payload_that_cannot_be_decoded_is_a_gap() {
    keep(letters -> letters.malformed(0, new byte[] {1, 2, 3}, "it is not gzip"));

    assertThat(read().gaps()).singleElement().asString().contains("malformed/", "it is not gzip");
  }

  @Test
  void a_bucket_that_may_not_be_listed_is_a_gap() {
    objects.deny();

    assertThat(read().gaps()).singleElement().asString().contains("AccessDenied");
  }

  @Test
  void many_gaps_are_counted_and_not_all_kept() {
    for (int number = 0; number < 1_000; number++) {
      objects.put(FAILURES, RECORDS + number, new byte[0]);
    }

    assertThat(read().gaps()).hasSize(11).last().asString().startsWith("990 more");
  }

  @Test
  void events_beyond_what_memory_is_meant_for_are_a_gap() {
    objects.put(FAILURES, RECORDS + "a", record("requestPayload", subscription("1", "2"), false));

    UndeliveredEventIndex read = read(new UndeliveredEventIndex(new TimeSlice(FROM, TO), 1));

    assertThat(read.of(documentId("1"))).isPresent();
    assertThat(read.of(documentId("2"))).isEmpty();
    assertThat(read.gaps()).containsExactly("S3 has more than 1; audit a shorter range to see all");
  }

  @Test
  void a_document_of_another_time_is_left_out() {
    keep(
        letters -> {
          letters.rejected(document("before", FROM - 1), rejection(false));
          letters.rejected(document("first", FROM), rejection(false));
          letters.rejected(document("last", TO - 1), rejection(false));
          letters.rejected(document("after", TO), rejection(false));
        });

    UndeliveredEventIndex read = read();

    assertThat(List.of("before", "first", "last", "after"))
        .filteredOn(id -> read.of(id).isPresent())
        .containsExactly("first", "last");
  }

  @Test
  void an_object_that_was_written_before_the_range_is_not_opened() {
    objects.at(Instant.ofEpochMilli(FROM - 1));
    objects.put(FAILURES, RECORDS + "a", record("requestPayload", subscription("1"), false));
    objects.at(Instant.ofEpochMilli(FROM));
    objects.put(FAILURES, RECORDS + "b", record("requestPayload", subscription("2"), false));

    assertThat(read().of(documentId("2"))).isPresent();
    assertThat(objects.opened()).containsExactly(RECORDS + "b");
  }

  private UndeliveredEventIndex read() {
    return read(new UndeliveredEventIndex(new TimeSlice(FROM, TO)));
  }

  private UndeliveredEventIndex read(UndeliveredEventIndex events) {
    Settings settings =
        Settings.from(
            Map.of(
                "LOGFERRY_ELASTICSEARCH_URLS", "https://127.0.0.1:9200",
                "LOGFERRY_DEAD_LETTER_BUCKET", LETTERS,
                "LOGFERRY_DEAD_LETTER_PREFIX", PREFIX,
                "LOGFERRY_FAILURE_BUCKET", FAILURES));
    UndeliveredObjectStore store = UndeliveredObjectStore.of(settings, objects, "a test");
    events.read(store, new UndeliveredObjectReader(store, 1_000_000));
    return events;
  }

  private void keep(Consumer<DeadLetters> events) {
    DeadLetterSink sink =
        new DeadLetterSink(
            objects,
            Optional.of(LETTERS),
            new DeadLetterKeys(PREFIX),
            "1.0",
            _ -> "rules",
            InstantSource.fixed(WRITTEN));
    DeadLetters letters = sink.begin(invocation(), new OutcomeCounts());
    events.accept(letters);
    var _ = letters.finish();
  }

  private static Invocation invocation() {
    Deadline deadline =
        new Deadline() {
          @Override
          public Duration remaining() {
            return Duration.ofMinutes(1);
          }

          @Override
          public void sleep(Duration duration) {
            throw new AssertionError("nothing to wait for");
          }
        };
    return new Invocation("request", deadline, Duration.ofSeconds(1));
  }

  private static LogDocument document(String id, long millis) {
    return new LogDocument(
        new DataStream("shop", "default"),
        id,
        "{\"message\":\"x\"}".getBytes(UTF_8),
        millis,
        Set.of(),
        0);
  }

  private static Rejection rejection(boolean retryable) {
    return new Rejection(
        new Cause(400, "document_parsing_exception", "user.id", "failed to parse"), 1, retryable);
  }

  private static String documentId(String eventId) {
    return new DocumentId()
        .of(new Origin("1", "/ecs/shop", "s"), new LogEvent(eventId, FROM, "", 0));
  }

  /** What Lambda hands to the function. */
  private static String subscription(String... eventIds) {
    List<SubscriptionPayload.LogEvent> events =
        List.of(eventIds).stream()
            .map(id -> new SubscriptionPayload.LogEvent(id, FROM, "a line"))
            .toList();
    return new String(
        new SubscriptionPayload("DATA_MESSAGE", "1", "/ecs/shop", "s", List.of("f"), events)
            .toLambdaEvent(),
        UTF_8);
  }

  private static String data(String subscription) {
    return JsonMapper.shared().readTree(subscription).at("/awslogs/data").asString();
  }

  private static byte[] record(String member, String event, boolean asText) {
    var record = JsonMapper.shared().createObjectNode();
    record.putObject("requestContext").put("condition", "RetriesExhausted");
    record.putObject("responsePayload").put("errorMessage", "no cluster\nat all");
    JsonNode json = JsonMapper.shared().readTree(event);
    if (asText) {
      record.put(member, json.toString());
    } else {
      record.set(member, json);
    }
    return record.toString().getBytes(UTF_8);
  }
}
