package dev.logferry.forwarder.deadletter;

import dev.logferry.forwarder.bulk.Cause;
import dev.logferry.forwarder.bulk.Rejection;
import dev.logferry.forwarder.deadletter.DeadLetter.MalformedPayload;
import dev.logferry.forwarder.deadletter.DeadLetter.RejectedDocument;
import dev.logferry.forwarder.deadletter.JsonMembers.Slice;
import dev.logferry.forwarder.document.DataStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one line of a dead letter object. docs/DEAD-LETTERS.md describes the form. */
final class DeadLetterLine {

  private final int number;
  private final byte[] line;
  private final Map<String, String> texts;
  private final Optional<Slice> document;

  private DeadLetterLine(int number, byte[] line, JsonMembers members) {
    this.number = number;
    this.line = line;
    this.texts = members.texts();
    this.document = members.slice("document");
  }

  static DeadLetterLine read(int number, byte[] line) throws MalformedDeadLetters {
    JsonMembers members =
        JsonMembers.read(line, _ -> true, Set.of("document"))
            .orElseThrow(() -> new MalformedDeadLetters(number, "is not one JSON object"));
    return new DeadLetterLine(number, line, members);
  }

  DeadLetterHeader header() throws MalformedDeadLetters, NewerDeadLetters {
    String form = texts.getOrDefault("form", "");
    if (!form.equals(DeadLetterHeader.FORM)) {
      throw malformed(
          "is no header with the form '%s'; the object was not written as dead letters"
              .formatted(DeadLetterHeader.FORM));
    }
    int version = number("version");
    if (version < 1) {
      throw malformed("has version %d of the form; the first is 1".formatted(version));
    }
    if (version > DeadLetterHeader.VERSION) {
      throw new NewerDeadLetters(version);
    }
    return new DeadLetterHeader(
        kind(), time("written_at"), text("request_id"), text("forwarder_version"), text("rules"));
  }

  DeadLetter letter(DeadLetterKind kind) throws MalformedDeadLetters {
    return texts.containsKey("payload")
        ? new MalformedPayload(base64("payload"), text("why"))
        : new RejectedDocument(
            dataStream(), text("id"), time("event_time"), rejection(kind), origin(), document());
  }

  private DeadLetterKind kind() throws MalformedDeadLetters {
    String kind = text("kind");
    for (DeadLetterKind known : DeadLetterKind.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(kind)) {
        return known;
      }
    }
    throw malformed("has an unknown kind");
  }

  private Rejection rejection(DeadLetterKind kind) throws MalformedDeadLetters {
    Cause cause =
        new Cause(
            number("cause.status"), text("cause.type"), text("cause.field"), text("cause.reason"));
    return new Rejection(cause, number("attempts"), kind == DeadLetterKind.RETRYABLE);
  }

  private DeadLetterOrigin origin() throws MalformedDeadLetters {
    return new DeadLetterOrigin(
        text("origin.account"),
        text("origin.region"),
        text("origin.log_group"),
        text("origin.log_stream"),
        text("origin.event_id"),
        text("origin.service"));
  }

  private byte[] document() throws MalformedDeadLetters {
    return document.isPresent()
        ? Arrays.copyOfRange(line, document.get().begin(), document.get().end())
        : base64("document_base64");
  }

  private DataStream dataStream() throws MalformedDeadLetters {
    String[] names = text("data_stream").split("-", -1);
    if (names.length != 3 || !names[0].equals("logs")) {
      throw malformed("has a data_stream that is no logs-<dataset>-<namespace>");
    }
    try {
      return new DataStream(names[1], names[2]);
    } catch (IllegalArgumentException e) {
      throw malformed("has a data_stream whose name no data stream can have", e);
    }
  }

  private Instant time(String name) throws MalformedDeadLetters {
    try {
      return Instant.parse(text(name));
    } catch (DateTimeException e) {
      throw malformed(
          "has a %s that is no time such as 2026-11-22T10:15:30.123Z".formatted(name), e);
    }
  }

  private int number(String name) throws MalformedDeadLetters {
    try {
      return Integer.parseInt(text(name));
    } catch (NumberFormatException e) {
      throw malformed("has a %s that is no whole number".formatted(name), e);
    }
  }

  private byte[] base64(String name) throws MalformedDeadLetters {
    try {
      return Base64.getDecoder().decode(text(name));
    } catch (IllegalArgumentException e) {
      throw malformed("has a %s that is not base64".formatted(name), e);
    }
  }

  private String text(String name) throws MalformedDeadLetters {
    String text = texts.get(name);
    if (text == null) {
      throw malformed("has no " + name);
    }
    return text;
  }

  private MalformedDeadLetters malformed(String what) {
    return new MalformedDeadLetters(number, what);
  }

  private MalformedDeadLetters malformed(String what, Throwable cause) {
    return new MalformedDeadLetters(number, what, cause);
  }
}
