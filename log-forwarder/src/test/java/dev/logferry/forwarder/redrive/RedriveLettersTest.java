package dev.logferry.forwarder.redrive;

import static dev.logferry.forwarder.redrive.World.DEAD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.Outcome;
import dev.logferry.forwarder.deadletter.DeadLetter;
import dev.logferry.forwarder.deadletter.DeadLetter.RejectedDocument;
import dev.logferry.forwarder.report.RedriveSummary;
import dev.logferry.forwarder.testing.InMemoryObjectStore.Failure;
import dev.logferry.forwarder.testing.InMemoryObjectStore.Operation;
import dev.logferry.forwarder.testing.Payloads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Dead letters: when they are tried again, and what becomes of them. */
class RedriveLettersTest {

  private static final RedriveRequest ALL = new RedriveRequest(Optional.of(""), Optional.of(""));

  private final World world = new World();
  private final WorldsLetters kept = new WorldsLetters(world);

  @Test
  void refused_documents_wait_while_the_rules_are_the_same() throws IOException {
    kept.refuse("rules-1", "r");

    RedriveSummary summary = world.redrive();

    assertThat(world.cluster.requests()).isZero();
    assertThat(summary.objects().waiting()).isEqualTo(1);
    assertThat(summary.oldestUndelivered()).contains(Duration.ZERO);
  }

  @Test
  void refused_documents_are_sent_as_they_are_stored_once_the_rules_differ() throws IOException {
    kept.refuse("rules-0", "r");

    RedriveSummary summary = world.redrive();

    assertThat(world.cluster.documents()).containsExactly(WorldsLetters.document("r"));
    assertThat(world.store.keys(DEAD)).isEmpty();
    assertThat(summary.ledger().count(Outcome.INDEXED)).isEqualTo(1);
  }

  @Test
  void documents_refused_again_are_kept_with_all_attempts_and_then_wait() throws IOException {
    kept.refuse("rules-0", "REFUSED");
    world.cluster.refuses("REFUSED");
    List<String> before = world.store.keys(DEAD);

    RedriveSummary summary = world.redrive();

    assertThat(summary.ledger().count(Outcome.DEAD_LETTERED)).isEqualTo(1);
    assertThat(world.store.keys(DEAD)).hasSize(1).doesNotContainAnyElementsOf(before);
    RejectedDocument letter = (RejectedDocument) kept.letters("refused/").getFirst();
    assertThat(letter.rejection().attempts()).isEqualTo(7 + 1);
    assertThat(new String(letter.document(), StandardCharsets.UTF_8))
        .isEqualTo(WorldsLetters.document("REFUSED"));

    int requests = world.cluster.requests();
    assertThat(world.redrive().objects().waiting()).isEqualTo(1);
    assertThat(world.cluster.requests()).isEqualTo(requests);
  }

  @Test
  void the_operator_has_refused_documents_tried_again_by_prefix() throws IOException {
    kept.refuse("rules-1", "r");

    RedriveSummary other =
        world.redrive(new RedriveRequest(Optional.of("refused/2026/11/21/"), Optional.empty()));
    assertThat(other.objects().waiting()).isEqualTo(1);
    RedriveSummary asked =
        world.redrive(new RedriveRequest(Optional.of("refused/2026/11/22/"), Optional.empty()));

    assertThat(asked.objects().settled()).isEqualTo(1);
    assertThat(world.cluster.documents()).hasSize(1);
  }

  @Test
  void unreadable_payloads_that_can_be_read_now_are_delivered() throws IOException {
    kept.unreadable(Payloads.gzip(world.envelope("a")));
    kept.unreadable(world.event("b"));
    kept.unreadable(
        World.asyncRecord(new String(world.event("c"), StandardCharsets.UTF_8))
            .getBytes(StandardCharsets.UTF_8));

    assertThat(world.redrive().objects().waiting()).isEqualTo(3);
    RedriveSummary asked = world.redrive(ALL);

    assertThat(world.storedLines()).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(asked.objects().settled()).isEqualTo(3);
    assertThat(world.store.keys(DEAD)).isEmpty();
  }

  @Test
  void each_kind_of_letter_is_tried_again_when_that_changes_which_decides_about_it()
      throws IOException {
    kept.unreadable(Payloads.gzip(world.envelope("a")));
    kept.refuse("rules-1", "r");

    world.readingRules = "reading-2";
    assertThat(world.redrive().objects())
        .isEqualTo(new RedriveSummary.Objects(2, 1, 0, 1, 0, 0, 0));
    assertThat(world.storedLines()).containsExactly("a");

    kept.unreadable(Payloads.gzip(world.envelope("b")));
    world.rules = "rules-2";
    assertThat(world.redrive().objects())
        .isEqualTo(new RedriveSummary.Objects(2, 1, 0, 1, 0, 0, 0));
    assertThat(world.store.keys(DEAD)).singleElement().asString().startsWith("unreadable/");
  }

  @Test
  void an_unreadable_payload_stays_one_letter_however_often_it_is_tried() throws IOException {
    kept.unreadable("junk".getBytes(StandardCharsets.UTF_8));

    for (int i = 0; i < 3; i++) {
      world.redrive(ALL);
      DeadLetter.MalformedPayload letter =
          (DeadLetter.MalformedPayload) kept.letters("unreadable/").getFirst();
      assertThat(kept.letters("unreadable/")).hasSize(1);
      assertThat(letter.payload()).asString(StandardCharsets.UTF_8).isEqualTo("junk");
    }
  }

  @Test
  void a_damaged_dead_letter_object_is_delivered_as_far_as_it_goes_and_moved() throws IOException {
    kept.refuse("rules-0", "r");
    String key = world.store.keys(DEAD).getFirst();
    byte[] whole = world.store.content(DEAD, key).orElseThrow();
    byte[] cut = Arrays.copyOf(whole, whole.length - 6);
    world.store.delete(DEAD, key);
    world.put(DEAD, key, cut);

    RedriveSummary summary = world.redrive();

    assertThat(world.cluster.documents()).containsExactly(WorldsLetters.document("r"));
    assertThat(world.store.keys(DEAD)).hasSize(1).first().asString().startsWith("unreadable/");
    DeadLetter.MalformedPayload letter =
        (DeadLetter.MalformedPayload) kept.letters("unreadable/").getFirst();
    assertThat(letter.payload()).isEqualTo(cut);
    assertThat(summary.objects().moved()).isEqualTo(1);
  }

  @Test
  void dead_letters_of_a_newer_form_are_left_alone_and_hold_up_nobody() throws IOException {
    for (String key :
        List.of("refused/2026/11/22/x/newer.ndjson.gz", "unreadable/newer.ndjson.gz")) {
      world.put(
          DEAD,
          key,
          Payloads.gzip(
              "{\"form\":\"logferry.dead-letters\",\"version\":2,\"new\":true}\nanything\n"));
    }
    kept.refuse("rules-0", "r");

    RedriveSummary summary = world.redrive();

    assertThat(world.cluster.documents()).containsExactly(WorldsLetters.document("r"));
    assertThat(world.store.keys(DEAD)).hasSize(2).allMatch(key -> key.contains("newer"));
    assertThat(summary.objects()).isEqualTo(new RedriveSummary.Objects(3, 1, 2, 0, 0, 0, 0));
    assertThat(summary.warnings())
        .hasSize(2)
        .allMatch(warning -> warning.contains("version 2") && warning.contains("newer release"));
    assertThat(summary.stopped()).isEmpty();
  }

  @Test
  void a_stream_that_breaks_leaves_the_object() throws IOException {
    kept.refuse("rules-0", "r");
    world.store.next(Operation.OPEN, Failure.STREAM_BREAKS);

    RedriveSummary summary = world.redrive();

    assertThat(summary.objects().left()).isEqualTo(1);
    assertThat(world.store.keys(DEAD)).hasSize(1);
    assertThat(world.redrive().objects().settled()).isEqualTo(1);
    assertThat(world.cluster.documents()).hasSize(1);
  }
}
