package dev.logferry.forwarder.deadletter;

import static dev.logferry.forwarder.deadletter.TestDeadLetters.HEADER;
import static dev.logferry.forwarder.deadletter.TestDeadLetters.REJECTION;
import static dev.logferry.forwarder.deadletter.TestDeadLetters.document;
import static dev.logferry.forwarder.deadletter.TestDeadLetters.ofService;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.logferry.forwarder.deadletter.DeadLetter.MalformedPayload;
import dev.logferry.forwarder.deadletter.DeadLetter.RejectedDocument;
import dev.logferry.forwarder.deadletter.PackedDeadLetters.Place;
import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.testing.InMemoryObjectStore;
import dev.logferry.forwarder.testing.InMemoryObjectStore.Failure;
import dev.logferry.forwarder.testing.InMemoryObjectStore.Operation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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

  @Test
  void writes_nothing_when_nothing_came() {
    assertThat(letters(LARGE).finish()).isEqualTo(DeadLetterResult.NOTHING);
    assertThat(store.calls()).isEmpty();
  }

  @Test
  void packs_all_refused_documents_of_an_invocation_into_one_object() throws IOException {
    PackedDeadLetters letters = letters(LARGE);
    for (int i = 0; i < 1000; i++) {
      letters.rejected(ofService("shop", i), REJECTION);
    }

    assertThat(letters.finish()).isEqualTo(new DeadLetterResult(1000, 0, Set.of(), ""));
    assertThat(store.keys("b"))
        .singleElement()
        .asString()
        .matches("p/refused/2026/11/22/shop/request-1-[0-9a-f-]{36}\\.ndjson\\.gz");
    assertThat(storedIds()).containsExactlyElementsOf(ids(1000));
  }

  @Test
  void keeps_what_cannot_be_read_in_an_object_of_its_own() throws IOException {
    byte[] payload = {0, 1, -1, '\n', '"'};
    PackedDeadLetters letters = letters(LARGE);
    letters.unreadable(3, payload, "not gzip");
    letters.rejected(ofService("shop", 0), REJECTION);

    assertThat(letters.finish()).isEqualTo(new DeadLetterResult(2, 0, Set.of(), ""));
    assertThat(store.keys("b")).hasSize(2);
    assertThat(store.keys("b").getLast())
        .matches("p/unreadable/2026/11/22/request-1-[0-9a-f-]{36}\\.ndjson\\.gz");
    assertThat(stored().getLast())
        .isInstanceOfSatisfying(
            MalformedPayload.class,
            letter -> {
              assertThat(letter.payload()).isEqualTo(payload);
              assertThat(letter.why()).isEqualTo("not gzip");
            });
  }

  @Test
  void the_key_names_no_service_where_there_are_several() {
    PackedDeadLetters letters = letters(LARGE);
    letters.rejected(ofService("shop", 0), REJECTION);
    letters.rejected(ofService("stock", 1), REJECTION);
    letters.finish();

    assertThat(store.keys("b").getFirst()).startsWith("p/refused/2026/11/22/mixed/request-1-");
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
    PackedDeadLetters letters = letters(LARGE);
    letters.rejected(document("id", 0, json), REJECTION);
    letters.finish();

    assertThat(store.keys("b").getFirst()).startsWith("p/refused/2026/11/22/unknown/request-1-");
  }

  @Test
  void a_service_cannot_choose_folders_of_the_bucket() {
    for (String service : List.of("../../aws/lambda", "a/b", ".", "é".repeat(500))) {
      PackedDeadLetters letters = letters(LARGE);
      letters.rejected(ofService(service, 0), REJECTION);
      letters.finish();
    }

    assertThat(store.keys("b"))
        .hasSize(4)
        .allMatch(key -> key.matches("p/refused/2026/11/22/[A-Za-z0-9_-][\\w.-]{0,110}/[^/]+"));
  }

  @Test
  void the_same_invocation_tried_again_overwrites_nothing() {
    for (int attempt = 0; attempt < 3; attempt++) {
      PackedDeadLetters letters = letters(LARGE);
      letters.rejected(ofService("shop", 0), REJECTION);
      letters.finish();
    }
    assertThat(store.keys("b")).hasSize(3);
  }

  @Test
  void letters_whose_object_is_refused_are_lost_with_their_parts() {
    store.next(Operation.PUT, Failure.REFUSED);
    PackedDeadLetters letters = letters(LARGE);
    letters.rejected(ofService("shop", 4), REJECTION);
    letters.rejected(ofService("shop", 7), REJECTION);
    letters.rejected(ofService("shop", 7), REJECTION);

    assertThat(letters.finish())
        .isEqualTo(new DeadLetterResult(0, 3, Set.of(4, 7), "b/p/refused/…: refused as scripted"));
  }

  @Test
  void letters_whose_object_may_be_stored_or_not_are_lost() {
    store.next(Operation.PUT, Failure.ANSWER_LOST);
    PackedDeadLetters letters = letters(LARGE);
    letters.rejected(ofService("shop", 1), REJECTION);

    assertThat(letters.finish().lost()).isEqualTo(1);
    assertThat(store.keys("b")).hasSize(1);
  }

  @Test
  void an_object_that_fails_takes_no_other_with_it() {
    store.always(Failure.REFUSED, call -> call.key().contains("unreadable"));
    PackedDeadLetters letters = letters(LARGE);
    letters.rejected(ofService("shop", 0), REJECTION);
    letters.unreadable(1, new byte[10], "not gzip");

    assertThat(letters.finish())
        .isEqualTo(new DeadLetterResult(1, 1, Set.of(1), "b/p/unreadable/…: refused as scripted"));
  }

  @Test
  void begins_another_object_when_one_is_large_enough() throws IOException {
    PackedDeadLetters letters = letters(100_000);
    for (int i = 0; i < 100; i++) {
      letters.rejected(incompressible(i, 10_000), REJECTION);
    }

    assertThat(letters.finish()).isEqualTo(new DeadLetterResult(100, 0, Set.of(), ""));
    assertThat(store.keys("b")).hasSizeBetween(5, 10);
    assertThat(sizes()).allSatisfy(size -> assertThat(size).isLessThan(200_000));
    assertThat(storedIds()).containsExactlyInAnyOrderElementsOf(ids(100));
  }

  @Test
  void payloads_that_cannot_be_read_begin_another_object_too() throws IOException {
    PackedDeadLetters letters = letters(20_000);
    for (int part = 0; part < 20; part++) {
      letters.unreadable(part, incompressible(part, 10_000).json(), "" + part);
    }

    assertThat(letters.finish()).isEqualTo(new DeadLetterResult(20, 0, Set.of(), ""));
    assertThat(sizes())
        .hasSizeGreaterThan(5)
        .allSatisfy(size -> assertThat(size).isLessThan(40_000));
    assertThat(stored()).hasSize(20);
  }

  @Test
  void what_is_finished_twice_is_written_once() {
    PackedDeadLetters letters = letters(LARGE);
    letters.rejected(ofService("shop", 0), REJECTION);

    assertThat(letters.finish()).isEqualTo(letters.finish());
    assertThat(store.keys("b")).hasSize(1);
  }

  @Test
  void what_is_lost_on_the_way_is_counted_and_what_follows_is_kept() throws IOException {
    store.next(Operation.PUT, Failure.NONE, Failure.REFUSED);
    PackedDeadLetters letters = letters(100_000);
    for (int i = 0; i < 100; i++) {
      letters.rejected(incompressible(i, 10_000), REJECTION);
    }
    DeadLetterResult kept = letters.finish();

    assertThat(kept.letters() + kept.lost()).isEqualTo(100);
    assertThat(kept.lostParts()).hasSize(kept.lost()).isNotEmpty();
    assertThat(storedIds())
        .hasSize(kept.letters())
        .doesNotContainAnyElementsOf(kept.lostParts().stream().map(part -> "id-" + part).toList());
  }

  @Test
  void every_letter_is_stored_or_said_to_be_lost_whatever_the_store_does() throws IOException {
    for (long seed = 0; seed < 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      InMemoryObjectStore flaky = new InMemoryObjectStore();
      flaky.next(
          Operation.PUT, random.ints(20, 0, 3).mapToObj(FAILURES::get).toArray(Failure[]::new));
      PackedDeadLetters letters = letters(flaky, 2_000);
      int given = random.nextInt(60);
      for (int part = 0; part < given; part++) {
        if (random.nextInt(3) == 0) {
          letters.unreadable(part, incompressible(part, random.nextInt(3_000)).json(), "" + part);
        } else {
          letters.rejected(incompressible(part, random.nextInt(3_000)), REJECTION);
        }
      }
      DeadLetterResult kept = letters.finish();

      Set<Integer> accounted = new TreeSet<>(kept.lostParts());
      stored(flaky).forEach(letter -> accounted.add(part(letter)));
      assertThat(kept.letters() + kept.lost()).as("seed %d", seed).isEqualTo(given);
      assertThat(accounted).as("seed %d", seed).hasSize(given);
      assertThat(kept.lostParts()).as("seed %d", seed).hasSize(kept.lost());
    }
  }

  @Test
  void a_document_that_is_no_json_line_damages_no_other() throws IOException {
    List<String> strange =
        List.of("{\"a\":\n1}", "{\"a\":", "", "[]", "{}{}", "null", "{\"a\":1}\r", "}\n{\"x\":1}");
    PackedDeadLetters letters = letters(LARGE);
    for (int i = 0; i < strange.size(); i++) {
      letters.rejected(document("id-" + i, i, strange.get(i)), REJECTION);
    }
    letters.finish();

    assertThat(stored()).extracting(PackedDeadLettersTest::json).containsExactlyElementsOf(strange);
  }

  @Test
  void an_object_says_who_wrote_it_when_and_under_which_rules() throws IOException {
    PackedDeadLetters letters =
        new PackedDeadLetters(
            store,
            new Place("b", new ObjectKeys("")),
            "request-7",
            "4.5.6",
            _ -> "rules-8",
            InstantSource.fixed(Instant.EPOCH));
    letters.rejected(ofService("shop", 0), REJECTION);
    letters.finish();

    byte[] object = store.content("b", store.keys("b").getFirst()).orElseThrow();
    try (var reader = DeadLetterReader.of(new ByteArrayInputStream(object))) {
      assertThat(reader.header())
          .isEqualTo(new DeadLetterHeader(Instant.EPOCH, "request-7", "4.5.6", "rules-8"));
    }
  }

  @Test
  void the_fingerprint_is_asked_for_only_when_there_is_a_letter() {
    PackedDeadLetters letters =
        new PackedDeadLetters(
            store,
            new Place("b", new ObjectKeys("")),
            "request",
            "1",
            _ -> fail("asked without need"),
            InstantSource.fixed(Instant.EPOCH));
    assertThat(letters.finish()).isEqualTo(DeadLetterResult.NOTHING);
  }

  @Test
  void letters_of_each_kind_have_the_fingerprint_of_what_decides_about_them() throws IOException {
    PackedDeadLetters letters =
        new PackedDeadLetters(
            store,
            new Place("b", new ObjectKeys("")),
            "request",
            "1",
            kind -> "of " + kind,
            InstantSource.fixed(Instant.EPOCH));
    letters.rejected(document("id", 0, "{}"), REJECTION);
    letters.unreadable(0, new byte[1], "why");
    letters.finish();

    for (String key : store.keys("b")) {
      byte[] object = store.content("b", key).orElseThrow();
      try (DeadLetterReader reader = DeadLetterReader.of(new ByteArrayInputStream(object))) {
        assertThat(reader.header().rules())
            .isEqualTo(key.startsWith("refused/") ? "of REFUSED" : "of UNREADABLE");
      }
    }
    assertThat(store.keys("b")).hasSize(2);
  }

  private PackedDeadLetters letters(int rollBytes) {
    return letters(store, rollBytes);
  }

  private static PackedDeadLetters letters(InMemoryObjectStore store, int rollBytes) {
    return new PackedDeadLetters(
        store, new Place("b", new ObjectKeys("p/")), _ -> HEADER, rollBytes);
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
