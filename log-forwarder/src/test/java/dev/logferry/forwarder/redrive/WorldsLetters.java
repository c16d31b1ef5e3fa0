package dev.logferry.forwarder.redrive;

import static dev.logferry.forwarder.redrive.World.DEAD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.Invocation;
import dev.logferry.forwarder.bulk.Rejection;
import dev.logferry.forwarder.deadletter.DeadLetter;
import dev.logferry.forwarder.deadletter.DeadLetterReader;
import dev.logferry.forwarder.deadletter.DeadLetters;
import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.redrive.World.PassingTime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Dead letters of a world, written and read as the forwarder does. */
final class WorldsLetters {

  private final World world;

  WorldsLetters(World world) {
    this.world = world;
  }

  /** A refused document, under these rules. */
  void refuse(String writtenUnder, String text) throws IOException {
    String ours = world.rules;
    world.rules = writtenUnder;
    DeadLetters letters = world.deadLetters(invocation());
    letters.rejected(
        new LogDocument(
            new DataStream("test", "default"),
            "id-" + text,
            document(text).getBytes(StandardCharsets.UTF_8),
            0,
            Set.of(),
            0),
        new Rejection(400, "document_parsing_exception", "f", "reason", 7));
    assertThat(letters.finish().letters()).isEqualTo(1);
    world.rules = ours;
  }

  /** A payload that could not be read. */
  void unreadable(byte[] payload) {
    DeadLetters letters = world.deadLetters(invocation());
    letters.unreadable(0, payload, "why");
    assertThat(letters.finish().letters()).isEqualTo(1);
  }

  private static Invocation invocation() {
    return new Invocation("first", new PassingTime(Duration.ofMinutes(1)));
  }

  /** The document of a line, as it is refused. */
  static String document(String text) {
    return "{\"@timestamp\":\"2026-11-22T10:00:00.000Z\",\"message\":\"%s\"}".formatted(text);
  }

  /** The letters in objects whose keys begin so. */
  List<DeadLetter> letters(String prefix) throws IOException {
    List<DeadLetter> letters = new ArrayList<>();
    for (String key : world.store.keys(DEAD)) {
      if (key.startsWith(prefix)) {
        byte[] object = world.store.content(DEAD, key).orElseThrow();
        try (DeadLetterReader reader = DeadLetterReader.of(new ByteArrayInputStream(object))) {
          for (var next = reader.next(); next.isPresent(); next = reader.next()) {
            letters.add(next.get());
          }
        }
      }
    }
    return letters;
  }
}
