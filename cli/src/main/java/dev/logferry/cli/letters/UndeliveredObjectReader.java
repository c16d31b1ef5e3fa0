package dev.logferry.cli.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logferry.cli.terminal.CommandException;
import dev.logferry.cli.terminal.UndeterminedException;
import dev.logferry.forwarder.deadletter.DeadLetter;
import dev.logferry.forwarder.deadletter.DeadLetterHeader;
import dev.logferry.forwarder.deadletter.DeadLetterReader;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the undelivered events in an object: dead letters, or Lambda's record of a failed
 * invocation.
 */
public final class UndeliveredObjectReader {

  private static final int MAX_LINE_BYTES = 32 * 1024 * 1024;

  private final UndeliveredObjectStore store;
  private final FailureRecordReader records;

  public UndeliveredObjectReader(UndeliveredObjectStore store, long maxDecompressedBytes) {
    this.store = store;
    this.records = new FailureRecordReader(maxDecompressedBytes);
  }

  /** Each event of an object; one that stands for all where they cannot be read. */
  public void read(UndeliveredObject object, Consumer<UndeliveredEvent> events) {
    try {
      if (object.kind() == UndeliveredObject.Kind.UNDELIVERED) {
        try (var content = store.open(object)) {
          records.record(object, content.readAllBytes(), events);
        }
        return;
      }
      try (DeadLetterReader reader = DeadLetterReader.of(store.open(object), MAX_LINE_BYTES)) {
        for (var letter = reader.next(); letter.isPresent(); letter = reader.next()) {
          event(object, letter.get(), events);
        }
      }
    } catch (IOException e) {
      String reason = CommandException.reasonOf(e);
      events.accept(
          new UndeliveredEvent(
              object, object.modified(), "-", "object cannot be read", reason, "", "", ""));
    }
  }

  private void event(
      UndeliveredObject object, DeadLetter letter, Consumer<UndeliveredEvent> events) {
    switch (letter) {
      case DeadLetter.RejectedDocument document ->
          events.accept(
              new UndeliveredEvent(
                  object,
                  document.eventTime(),
                  document.origin().service().isEmpty()
                      ? document.origin().logGroup()
                      : document.origin().service(),
                  document.rejection().cause().summary(),
                  document.rejection().cause().reason(),
                  document.id(),
                  document.dataStream().name(),
                  new String(document.document(), UTF_8)));
      case DeadLetter.MalformedPayload(byte[] payload, String why) ->
          records.payload(object, payload, why, events);
    }
  }

  /**
   * Who wrote an object of dead letters and under which rules; empty for Lambda's records.
   *
   * @throws UndeterminedException if it cannot be read
   */
  public Optional<DeadLetterHeader> header(UndeliveredObject object) {
    if (object.kind() == UndeliveredObject.Kind.UNDELIVERED) {
      return Optional.empty();
    }
    try (DeadLetterReader reader = DeadLetterReader.of(store.open(object), MAX_LINE_BYTES)) {
      return Optional.of(reader.header());
    } catch (IOException e) {
      throw new UndeterminedException(CommandException.reasonOf(e), e);
    }
  }
}
