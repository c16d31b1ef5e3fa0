package dev.logferry.forwarder.testing;

import dev.logferry.forwarder.deadletter.DeadLetter;
import dev.logferry.forwarder.deadletter.DeadLetterKeys;
import dev.logferry.forwarder.deadletter.DeadLetterReader;
import dev.logferry.forwarder.deadletter.DeadLetterSink;
import dev.logferry.forwarder.testing.InMemoryObjectStore.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Dead letters in an S3 in memory, to be read by a test. */
public final class RecordedDeadLetters {

  private static final String BUCKET = "dead";

  private final InMemoryObjectStore store = new InMemoryObjectStore();

  /** Where a forwarder puts them. */
  public DeadLetterSink sink() {
    return new DeadLetterSink(
        store,
        Optional.of(BUCKET),
        new DeadLetterKeys(""),
        "1.0.0",
        _ -> "rules",
        InstantSource.fixed(Instant.EPOCH));
  }

  /** Whether letters cannot be written for now. */
  public void down(boolean isDown) {
    store.recover();
    if (isDown) {
      store.always(Failure.REFUSED, _ -> true);
    }
  }

  /** All that are kept, in the order of their objects' keys. */
  public List<DeadLetter> all() {
    List<DeadLetter> letters = new ArrayList<>();
    for (String key : store.keys(BUCKET)) {
      byte[] object = store.content(BUCKET, key).orElseThrow();
      try (var reader = DeadLetterReader.of(new ByteArrayInputStream(object), 10_000_000)) {
        for (var letter = reader.next(); letter.isPresent(); letter = reader.next()) {
          letters.add(letter.get());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return letters;
  }

  /** The ids of the rejected documents. */
  public List<String> ids() {
    List<String> ids = new ArrayList<>();
    for (DeadLetter letter : all()) {
      if (letter instanceof DeadLetter.RejectedDocument document) {
        ids.add(document.id());
      }
    }
    return ids;
  }

  /** The malformed payloads. */
  public List<DeadLetter.MalformedPayload> payloads() {
    List<DeadLetter.MalformedPayload> payloads = new ArrayList<>();
    for (DeadLetter letter : all()) {
      if (letter instanceof DeadLetter.MalformedPayload payload) {
        payloads.add(payload);
      }
    }
    return payloads;
  }
}
