package dev.logferry.forwarder.deadletter;

import static dev.logferry.forwarder.deadletter.TestDeadLetters.REJECTION;
import static dev.logferry.forwarder.deadletter.TestDeadLetters.RETRYABLE;
import static dev.logferry.forwarder.deadletter.TestDeadLetters.document;
import static dev.logferry.forwarder.deadletter.TestDeadLetters.ofService;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.logferry.forwarder.Invocation;
import dev.logferry.forwarder.Outcome;
import dev.logferry.forwarder.OutcomeCounts;
import dev.logferry.forwarder.deadletter.DeadLetter.MalformedPayload;
import dev.logferry.forwarder.deadletter.DeadLetter.RejectedDocument;
import dev.logferry.forwarder.deadletter.DeadLetterKeys.Redriven;
import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.testing.InMemoryObjectStore;
import dev.logferry.forwarder.testing.InMemoryObjectStore.Failure;
import dev.logferry.forwarder.testing.InMemoryObjectStore.Operation;
import dev.logferry.forwarder.testing.RecordedTime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedDeadLettersTest {

  private static final int LARGE = 1 << 30;
  private static final List<Failure> FAILURES =
      List.of(Failure.NONE, Failure.REFUSED, Failure.ANSWER_LOST);

  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final OutcomeCounts counts = new OutcomeCounts();

  @Test
  void writes_nothing_when_nothing_came() {
    assertThat(letters(LARGE).finish()).isEqualTo(new DeadLetterResult(Set.of(), ""));
    assertThat(store.calls()).isEmpty();
    assertThat(counts.isEmpty()).isTrue();
  }

  @Test
  void packs_all_rejected_documents_of_an_invocation_into_one_object() throws IOException {
    DeadLetters letters = letters(LARGE);
    for (int i = 0; i < 1000; i++) {
      letters.rejected(ofService("shop", i), REJECTION);
    }

    assertThat(letters.finish().problem()).isEmpty();
    assertThat(counts.count(Outcome.DEAD_LETTERED)).isEqualTo(1000);
    assertThat(store.keys("b"))
        .singleElement()
        .asString()
        .matches("p/rejected/2026/11/22/shop/request-1-[0-9a-f-]{36}\\.ndjson\\.gz");
    assertThat(storedIds()).containsExactlyElementsOf(ids(1000));
  }

  @Test
  void keeps_malformed_payloads_in_an_object_of_their_own() throws IOException {
    byte[] payload = {0, 1, -1, '\n', '"'};
    DeadLetters letters = letters(LARGE);
    letters.malformed(3, payload, "not gzip");
    letters.rejected(ofService("shop", 0), REJECTION);
    letters.finish();

    assertThat(counts.count(Outcome.DEAD_LETTERED)).isEqualTo(2);
    assertThat(store.keys("b")).hasSize(2);
    assertThat(store.keys("b").getFirst())
        .matches("p/malformed/2026/11/22/request-1-[0-9a-f-]{36}\\.ndjson\\.gz");
    assertThat(stored().getFirst())
        .isInstanceOfSatisfying(
            MalformedPayload.class,
            letter -> {
              assertThat(letter.payload()).isEqualTo(payload);
              assertThat(letter.why()).isEqualTo("not gzip");
            });
  }

  @Test
  void retryable_documents_have_a_folder_for_each_data_stream() throws IOException {
    DeadLetters letters = letters(LARGE);
    letters.rejected(ofStream("a", 0), RETRYABLE);
    letters.rejected(ofStream("b", 1), RETRYABLE);
    letters.rejected(ofStream("a", 2), RETRYABLE);
    letters.finish();

    assertThat(store.keys("b")).hasSize(2);
    assertThat(store.keys("b").getFirst())
        .startsWith("p/retryable/logs-a-default/2026/11/22/request-1-");
    assertThat(store.keys("b").getLast()).startsWith("p/retryable/logs-b-default/");
    assertThat(KEYS.isOf(new DataStream("a", "default"), store.keys("b").getFirst())).isTrue();
    assertThat(KEYS.isOf(new DataStream("b", "default"), store.keys("b").getFirst())).isFalse();
    assertThat(stored())
        .allSatisfy(
            letter -> assertThat(((RejectedDocument) letter).rejection().retryable()).isTrue());
  }

  @Test
  void the_key_names_no_service_where_there_are_several() {
    DeadLetters letters = letters(LARGE);
    letters.rejected(ofService("shop", 0), REJECTION);
    letters.rejected(ofService("stock", 1), REJECTION);
    letters.finish();

    assertThat(store.keys("b").getFirst()).startsWith("p/rejected/2026/11/22/mixed/request-1-");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"message\":\"a\"}",
        "{\"service\":{\"name\":null}}",
        "{\"service\":{\"name\":true}}",
        "{\"service\":{\"name\":[\"a\"]}}"
      })
  void a_document_without_service_is_of_an_unknown_one(String json) {
    DeadLetters letters = letters(LARGE);
    letters.rejected(document("id", 0, json), REJECTION);
    letters.finish();

    assertThat(store.keys("b").getFirst()).startsWith("p/rejected/2026/11/22/unknown/request-1-");
  }

  @Test
  void a_service_cannot_choose_folders_of_the_bucket() {
    for (String service : List.of("../../aws/lambda", "a/b", ".", "é".repeat(500))) {
      DeadLetters letters = letters(LARGE);
      letters.rejected(ofService(service, 0), REJECTION);
      letters.finish();
    }

    assertThat(store.keys("b"))
        .hasSize(4)
        .allMatch(key -> key.matches("p/rejected/2026/11/22/[A-Za-z0-9_-][\\w.-]{0,230}/[^/]+"));
  }

  @Test
  void the_same_invocation_tried_again_overwrites_nothing() {
    for (int attempt = 0; attempt < 3; attempt++) {
      DeadLetters letters = letters(LARGE);
      letters.rejected(ofService("shop", 0), REJECTION);
      letters.finish();
    }
    assertThat(store.keys("b")).hasSize(3);
  }

  @Test
  void letters_whose_object_is_refused_are_handed_back_with_their_parts() {
    store.next(Operation.PUT, Failure.REFUSED);
    DeadLetters letters = letters(LARGE);
    letters.rejected(ofService("shop", 4), REJECTION);
    letters.rejected(ofService("shop", 7), REJECTION);
    letters.rejected(ofService("shop", 7), REJECTION);

    assertThat(letters.finish().problem())
        .isEqualTo("3 dead letters could not be kept: b/p/rejected/…: refused as scripted");
    assertThat(counts.count(Outcome.RETURNED)).isEqualTo(3);
    assertThat(counts.returnedParts()).containsExactly(4, 7);
  }

  @Test
  void letters_whose_object_may_be_stored_or_not_are_handed_back() {
    store.next(Operation.PUT, Failure.ANSWER_LOST);
    DeadLetters letters = letters(LARGE);
    letters.rejected(ofService("shop", 1), REJECTION);
    letters.finish();

    assertThat(counts.count(Outcome.RETURNED)).isEqualTo(1);
    assertThat(store.keys("b")).hasSize(1);
  }

  @Test
  void an_object_that_fails_takes_no_other_with_it() {
    store.always(Failure.REFUSED, call -> call.key().contains("malformed"));
    DeadLetters letters = letters(LARGE);
    letters.rejected(ofService("shop", 0), REJECTION);
    letters.malformed(1, new byte[10], "not gzip");

    assertThat(letters.finish().problem()).contains("b/p/malformed/…: refused as scripted");
    assertThat(counts.count(Outcome.DEAD_LETTERED)).isEqualTo(1);
    assertThat(counts.returnedParts()).containsExactly(1);
  }

  @Test
  void the_first_write_has_no_more_time_than_the_invocation_less_what_a_report_takes() {
    DeadLetters letters =
        sink(store, LARGE)
            .begin(
                new Invocation(
                    "request-1", new RecordedTime(Duration.ofSeconds(9)), Duration.ofSeconds(10)),
                counts);
    letters.rejected(ofService("shop", 0), REJECTION);
    letters.finish();

    assertThat(store.timeouts()).containsExactly(Duration.ofSeconds(8));
  }

  @Test
  void begins_another_object_when_one_is_large_enough() throws IOException {
    DeadLetters letters = letters(100_000);
    for (int i = 0; i < 100; i++) {
      letters.rejected(incompressible(i, 10_000), REJECTION);
    }
    letters.finish();

    assertThat(counts.count(Outcome.DEAD_LETTERED)).isEqualTo(100);
    assertThat(store.keys("b")).hasSizeBetween(5, 10);
    assertThat(sizes()).allSatisfy(size -> assertThat(size).isLessThan(200_000));
    assertThat(storedIds()).containsExactlyInAnyOrderElementsOf(ids(100));
  }

  @Test
  void unreadable_payloads_are_written_as_soon_as_an_object_is_large_enough() {
    DeadLetters letters = letters(50_000);
    for (int i = 0; i < 20; i++) {
      letters.malformed(i, incompressible(i, 10_000).json(), "not gzip");
    }

    assertThat(store.keys("b")).as("before the end of the invocation").isNotEmpty();
    letters.finish();
    assertThat(counts.count(Outcome.DEAD_LETTERED)).isEqualTo(20);
  }

  @Test
  void many_data_streams_together_begin_other_objects_as_one_does() throws IOException {
    DeadLetters letters = letters(50_000);
    for (int i = 0; i < 100; i++) {
      letters.rejected(ofStream("s" + i, i), RETRYABLE);
      letters.malformed(i, incompressible(i, 5_000).json(), "" + i);
    }
    letters.finish();

    assertThat(store.keys("b")).hasSizeGreaterThan(100);
    assertThat(stored()).hasSize(200);
    assertThat(counts.count(Outcome.DEAD_LETTERED)).isEqualTo(200);
  }

  @Test
  void what_is_finished_twice_is_written_once() {
    DeadLetters letters = letters(LARGE);
    letters.rejected(ofService("shop", 0), REJECTION);

    assertThat(letters.finish()).isEqualTo(letters.finish());
    assertThat(store.keys("b")).hasSize(1);
    assertThat(counts.count(Outcome.DEAD_LETTERED)).isEqualTo(1);
  }

  @Test
  void every_letter_is_stored_or_handed_back_whatever_the_store_does() throws IOException {
    for (long seed = 0; seed < 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      InMemoryObjectStore flaky = new InMemoryObjectStore();
      flaky.next(
          Operation.PUT, random.ints(20, 0, 3).mapToObj(FAILURES::get).toArray(Failure[]::new));
      OutcomeCounts flakyCounts = new OutcomeCounts();
      DeadLetters letters = sink(flaky, 2_000).begin(invocation(), flakyCounts);
      int given = random.nextInt(60);
      for (int part = 0; part < given; part++) {
        LogDocument document = incompressible(part, random.nextInt(3_000));
        switch (random.nextInt(3)) {
          case 0 -> letters.malformed(part, document.json(), "" + part);
          case 1 -> letters.rejected(document, RETRYABLE);
          default -> letters.rejected(document, REJECTION);
        }
      }
      letters.finish();

      Set<Integer> accounted = new TreeSet<>(flakyCounts.returnedParts());
      stored(flaky).forEach(letter -> accounted.add(part(letter)));
      assertThat(accounted).as("seed %d", seed).hasSize(given);
      assertThat(flakyCounts.ledger(given).received()).as("seed %d", seed).isEqualTo(given);
      assertThat(flakyCounts.returnedParts())
          .as("seed %d", seed)
          .hasSize(flakyCounts.count(Outcome.RETURNED));
    }
  }

  @Test
  void a_document_that_is_no_json_line_damages_no_other() throws IOException {
    List<String> strange =
        List.of("{\"a\":\n1}", "{\"a\":", "", "[]", "{}{}", "null", "{\"a\":1}\r", "}\n{\"x\":1}");
    DeadLetters letters = letters(LARGE);
    for (int i = 0; i < strange.size(); i++) {
      letters.rejected(document("id-" + i, i, strange.get(i)), REJECTION);
    }
    letters.finish();

    assertThat(stored()).extracting(PackedDeadLettersTest::json).containsExactlyElementsOf(strange);
  }

  @Test
  void an_object_says_who_wrote_it_when_and_under_which_rules() throws IOException {
    DeadLetters letters = letters(LARGE);
    letters.rejected(ofService("shop", 0), REJECTION);
    letters.finish();

    try (var reader = reader(store.keys("b").getFirst())) {
      assertThat(reader.header())
          .isEqualTo(
              new DeadLetterHeader(
                  DeadLetterKind.REJECTED, NOW, "request-1", "4.5.6", "rules of REJECTED"));
    }
  }

  @Test
  void the_fingerprint_is_asked_for_only_when_there_is_a_letter() {
    DeadLetterSink sink =
        new DeadLetterSink(
            store,
            Optional.of("b"),
            KEYS,
            "1",
            _ -> fail("asked without need"),
            InstantSource.fixed(NOW));

    assertThat(sink.begin(invocation(), counts).finish().keys()).isEmpty();
  }

  @Test
  void what_is_left_of_a_redriven_object_takes_its_place() throws IOException {
    Redriven object = redriven(DeadLetterKind.REJECTED, "p/rejected/2026/11/22/shop/old.ndjson.gz");
    DeadLetters letters = sink(store, LARGE).begin(invocation(), counts, object);
    counts.add(Outcome.INDEXED);
    letters.rejected(ofService("shop", 0), REJECTION);
    letters.rejected(ofStream("a", 1), RETRYABLE);

    assertThat(letters.finish().keys()).contains(object.key());
    assertThat(store.keys("b")).hasSize(2).contains(object.key());
  }

  @Test
  void two_redrives_of_one_object_write_the_same_objects() throws IOException {
    Redriven object = redriven(DeadLetterKind.REJECTED, "p/rejected/2026/11/22/shop/old.ndjson.gz");
    for (int redrive = 0; redrive < 2; redrive++) {
      DeadLetters letters = sink(store, 2_000).begin(invocation(), new OutcomeCounts(), object);
      for (int part = 0; part < 20; part++) {
        letters.rejected(incompressible(part, 1_000), part % 2 == 0 ? REJECTION : RETRYABLE);
      }
      letters.finish();
    }

    assertThat(stored()).hasSize(20);
  }

  /** One that was answered otherwise still needs what it wrote. */
  @Test
  void two_redrives_of_one_object_with_different_answers_overwrite_nothing() throws IOException {
    Redriven object = redriven(DeadLetterKind.REJECTED, "p/rejected/2026/11/22/shop/old.ndjson.gz");
    DeadLetters one = sink(store, LARGE).begin(invocation(), new OutcomeCounts(), object);
    one.rejected(ofStream("a", 0), RETRYABLE);
    one.rejected(ofStream("a", 1), RETRYABLE);
    DeadLetters other = sink(store, LARGE).begin(invocation(), new OutcomeCounts(), object);
    other.rejected(ofStream("a", 1), RETRYABLE);

    one.finish();
    other.finish();

    assertThat(store.keys("b")).hasSize(2);
    assertThat(stored()).hasSize(3);
  }

  @Test
  void the_order_of_letters_does_not_change_the_key_of_what_a_redrive_writes() {
    Redriven object = redriven(DeadLetterKind.REJECTED, "p/rejected/2026/11/22/shop/old.ndjson.gz");
    DeadLetters one = sink(store, LARGE).begin(invocation(), new OutcomeCounts(), object);
    one.rejected(ofStream("a", 0), RETRYABLE);
    one.rejected(ofStream("a", 1), RETRYABLE);
    DeadLetters other = sink(store, LARGE).begin(invocation(), new OutcomeCounts(), object);
    other.rejected(ofStream("a", 1), RETRYABLE);
    other.rejected(ofStream("a", 0), RETRYABLE);

    one.finish();
    other.finish();

    assertThat(store.keys("b")).hasSize(1);
  }

  @Test
  void a_redriven_object_of_which_something_is_handed_back_stays_as_it_is() {
    Redriven object = redriven(DeadLetterKind.REJECTED, "p/rejected/2026/11/22/shop/old.ndjson.gz");
    DeadLetters letters = sink(store, LARGE).begin(invocation(), counts, object);
    letters.rejected(ofService("shop", 0), REJECTION);
    counts.returned(1, "no answer");

    assertThat(letters.finish().keys()).isEmpty();
    assertThat(store.keys("b")).isEmpty();
    assertThat(counts.count(Outcome.RETURNED)).isEqualTo(2);
  }

  @Test
  void a_redriven_object_is_not_replaced_when_what_it_also_held_cannot_be_written() {
    store.always(Failure.REFUSED, call -> call.key().contains("retryable"));
    Redriven object = redriven(DeadLetterKind.REJECTED, "p/rejected/2026/11/22/shop/old.ndjson.gz");
    DeadLetters letters = sink(store, LARGE).begin(invocation(), counts, object);
    letters.rejected(ofService("shop", 0), REJECTION);
    letters.rejected(ofStream("a", 1), RETRYABLE);
    letters.finish();

    assertThat(store.keys("b")).isEmpty();
    assertThat(counts.count(Outcome.RETURNED)).isEqualTo(2);
  }

  @Test
  void an_object_of_retryable_documents_that_are_all_rejected_again_is_not_made_younger() {
    Redriven object =
        redriven(DeadLetterKind.RETRYABLE, "p/retryable/logs-a-default/old.ndjson.gz");
    DeadLetters letters = sink(store, LARGE).begin(invocation(), counts, object);
    letters.rejected(ofStream("a", 0), RETRYABLE);
    letters.rejected(ofStream("a", 1), RETRYABLE);

    assertThat(letters.finish().keys()).containsExactly(object.key());
    assertThat(store.calls()).isEmpty();
    assertThat(counts.count(Outcome.DEAD_LETTERED)).isEqualTo(2);
  }

  private static final Instant NOW = Instant.parse("2026-11-22T10:15:30.123Z");
  private static final DeadLetterKeys KEYS = new DeadLetterKeys("p/");

  private DeadLetters letters(int maxOpenBytes) {
    return sink(store, maxOpenBytes).begin(invocation(), counts);
  }

  private static DeadLetterSink sink(InMemoryObjectStore store, int maxOpenBytes) {
    return new DeadLetterSink(
        store,
        Optional.of("b"),
        KEYS,
        "4.5.6",
        kind -> "rules of " + kind,
        InstantSource.fixed(NOW),
        maxOpenBytes);
  }

  private static Invocation invocation() {
    return new Invocation(
        "request-1", new RecordedTime(Duration.ofMinutes(1)), Duration.ofSeconds(10));
  }

  private static Redriven redriven(DeadLetterKind kind, String key) {
    return new Redriven("s3://b/" + key, Optional.of(kind), key, NOW);
  }

  private static LogDocument ofStream(String dataset, int part) {
    return new LogDocument(
        new DataStream(dataset, "default"),
        "id-" + part,
        "{}".getBytes(StandardCharsets.UTF_8),
        0,
        Set.of(),
        part);
  }

  private static LogDocument incompressible(int part, int bytes) {
    StringBuilder text = new StringBuilder();
    new SplittableRandom(part).ints(bytes, 'A', '[').forEach(text::appendCodePoint);
    return document("id-" + part, part, "{\"message\":\"%s\"}".formatted(text));
  }

  private static List<String> ids(int count) {
    return IntStream.range(0, count).mapToObj(i -> "id-" + i).toList();
  }

  private List<Integer> sizes() {
    return store.keys("b").stream()
        .map(key -> store.content("b", key).orElseThrow().length)
        .toList();
  }

  private List<String> storedIds() throws IOException {
    return stored().stream().map(letter -> ((RejectedDocument) letter).id()).toList();
  }

  private DeadLetterReader reader(String key) throws IOException {
    byte[] object = store.content("b", key).orElseThrow();
    return DeadLetterReader.of(new ByteArrayInputStream(object), TestDeadLetters.MAX_LINE_BYTES);
  }

  private List<DeadLetter> stored() throws IOException {
    return stored(store);
  }

  private static List<DeadLetter> stored(InMemoryObjectStore store) throws IOException {
    List<DeadLetter> letters = new ArrayList<>();
    for (String key : store.keys("b")) {
      letters.addAll(TestDeadLetters.read(store.content("b", key).orElseThrow()));
    }
    return letters;
  }

  private static int part(DeadLetter letter) {
    return switch (letter) {
      case RejectedDocument document -> Integer.parseInt(document.id().substring(3));
      case MalformedPayload payload -> Integer.parseInt(payload.why());
    };
  }

  private static String json(DeadLetter letter) {
    return new String(((RejectedDocument) letter).document(), StandardCharsets.UTF_8);
  }
}
