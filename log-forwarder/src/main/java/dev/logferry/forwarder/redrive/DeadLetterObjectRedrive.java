package dev.logferry.forwarder.redrive;

import dev.logferry.forwarder.Invocation;
import dev.logferry.forwarder.deadletter.DeadLetter;
import dev.logferry.forwarder.deadletter.DeadLetter.RefusedDocument;
import dev.logferry.forwarder.deadletter.DeadLetter.UnreadablePayload;
import dev.logferry.forwarder.deadletter.DeadLetterReader;
import dev.logferry.forwarder.deadletter.MalformedDeadLetters;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Delivers the letters of one dead letter object, one after another. */
final class DeadLetterObjectRedrive {

  private static final int GZIP_FIRST_BYTE = 0x1f;

  private final Deliveries deliveries;
  private final InvocationRecord records;
  private final Invocation invocation;
  private @Nullable Payloads payloads;
  private @Nullable Resend resend;

  DeadLetterObjectRedrive(Deliveries deliveries, InvocationRecord records, Invocation invocation) {
    this.deliveries = deliveries;
    this.records = records;
    this.invocation = invocation;
  }

  /**
   * Takes every letter.
   *
   * @return what is wrong with the object, without any content; empty if all of it was taken
   * @throws IOException if it cannot be read now; what was taken has to be finished all the same
   */
  Optional<String> take(DeadLetterReader reader) throws IOException {
    try {
      Optional<DeadLetter> letter = reader.next();
      while (letter.isPresent()) {
        if (!taken(letter.get())) {
          return Optional.of("a letter holds an id or a document that cannot be sent");
        }
        letter = reader.next();
      }
      return Optional.empty();
    } catch (MalformedDeadLetters e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private boolean taken(DeadLetter letter) {
    return switch (letter) {
      case RefusedDocument document when Resend.canSend(document) -> {
        resend().take(document);
        yield true;
      }
      case RefusedDocument _ -> false;
      case UnreadablePayload(byte[] payload, _) -> {
        take(payload);
        yield true;
      }
    };
  }

  private void take(byte[] payload) {
    if (payload.length > 0 && payload[0] == GZIP_FIRST_BYTE) {
      payloads().takeEnvelope(payload);
    } else {
      payloads().take(records.read(payload), payload);
    }
  }

  /** Keeps the object itself as an unreadable dead letter. */
  void move(byte[] object, String why) {
    payloads().take(new FailedInvocation.Unknown(why), object);
  }

  /** Sends what is left, and says what became of all. */
  Delivered finish() {
    Delivered delivered = Delivered.NOTHING;
    if (resend != null) {
      delivered = delivered.plus(resend.finish());
    }
    return payloads == null ? delivered : delivered.plus(payloads.finish());
  }

  private Payloads payloads() {
    Payloads known = payloads;
    if (known == null) {
      known = deliveries.payloads(invocation);
      payloads = known;
    }
    return known;
  }

  private Resend resend() {
    Resend known = resend;
    if (known == null) {
      known = deliveries.resend(invocation);
      resend = known;
    }
    return known;
  }
}
