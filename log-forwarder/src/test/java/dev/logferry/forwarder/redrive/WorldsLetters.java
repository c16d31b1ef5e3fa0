package dev.logferry.forwarder.redrive;

import static dev.logferry.forwarder.redrive.World.DEAD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.Outcome;
import dev.logferry.forwarder.OutcomeCounts;
import dev.logferry.forwarder.bulk.Cause;
import dev.logferry.forwarder.bulk.Rejection;
import dev.logferry.forwarder.deadletter.DeadLetter;
import dev.logferry.forwarder.deadletter.DeadLetterReader;
import dev.logferry.forwarder.deadletter.DeadLetters;
import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.document.LogDocument;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Dead letters of a world, written and read as the forwarder does. */
final class WorldsLetters {

  private final World world;

  WorldsLetters(World world) {
    this.world = world;
  }

  /** A rejected document, under these rules. */
  void reject(String writtenUnder, String text) {
    write(
        writtenUnder,
        "test",
        new Rejection(new Cause(400, "document_parsing_exception", "f", "reason"), 7, false),
        text);
  }

  /** Documents of a data stream that did not accept them. */
  void blocked(String dataset, String... texts) {
    write(
        world.rules,
        dataset,
        new Rejection(new Cause(403, "cluster_block_exception", "", "blocked"), 1, true),
        texts);
  }

  private void write(String writtenUnder, String dataset, Rejection rejection, String... texts) {
    String ours = world.rules;
    world.rules = writtenUnder;
    OutcomeCounts counts = new OutcomeCounts();
    DeadLetters letters = world.deadLetters(counts);
    for (String text : texts) {
      letters.rejected(
          new LogDocument(
              new DataStream(dataset, "default"),
              "id-" + text,
              document(text).getBytes(StandardCharsets.UTF_8),
              0,
              Set.of(),
              0),
          rejection);
    }
    letters.finish();
    assertThat(counts.count(Outcome.DEAD_LETTERED)).isEqualTo(texts.length);
    world.rules = ours;
  }

  /** A payload that could not be decoded. */
  void malformed(byte[] payload) {
    OutcomeCounts counts = new OutcomeCounts();
    DeadLetters letters = world.deadLetters(counts);
    letters.malformed(0, payload, "why");
    letters.finish();
    assertThat(counts.count(Outcome.DEAD_LETTERED)).isEqualTo(1);
  }

  /** The document of a line, as it was rejected. */
  static String document(String text) {
    return "{\"@timestamp\":\"2026-11-22T10:00:00.000Z\",\"message\":\"%s\"}".formatted(text);
  }

  /** The letters in objects whose keys begin so. */
  List<DeadLetter> letters(String prefix) throws IOException {
    List<DeadLetter> letters = new ArrayList<>();
    for (String key : world.store.keys(DEAD)) {
      if (key.startsWith(prefix)) {
        byte[] object = world.store.content(DEAD, key).orElseThrow();
        try (DeadLetterReader reader =
            DeadLetterReader.of(new ByteArrayInputStream(object), 1 << 20)) {
          for (var next = reader.next(); next.isPresent(); next = reader.next()) {
            letters.add(next.get());
          }
        }
      }
    }
    return letters;
  }
}
