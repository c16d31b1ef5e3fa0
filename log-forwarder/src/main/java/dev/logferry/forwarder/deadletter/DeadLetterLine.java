package dev.logferry.forwarder.deadletter;

import dev.logferry.forwarder.bulk.Rejection;
import dev.logferry.forwarder.deadletter.DeadLetter.RefusedDocument;
import dev.logferry.forwarder.deadletter.DeadLetter.UnreadablePayload;
import dev.logferry.forwarder.deadletter.JsonMembers.Slice;
import dev.logferry.forwarder.document.DataStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
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
      throw damaged(
          "is no header with the form '%s'; the object was not written as dead letters"
              .formatted(DeadLetterHeader.FORM));
    }
    int version = number("version");
    if (version < 1) {
      throw damaged("has version %d of the form; the first is 1".formatted(version));
    }
    if (version > DeadLetterHeader.VERSION) {
      throw new NewerDeadLetters(version);
    }
    return new DeadLetterHeader(
        time("written_at"), text("request_id"), text("forwarder_version"), text("rules"));
  }

  DeadLetter letter() throws MalformedDeadLetters {
    return texts.containsKey("payload")
        ? new UnreadablePayload(base64("payload"), text("why"))
        : new RefusedDocument(
            dataStream(), text("id"), time("event_time"), rejection(), origin(), document());
  }

  private Rejection rejection() throws MalformedDeadLetters {
    return new Rejection(
        number("cause.status"),
        text("cause.type"),
        text("cause.field"),
        text("cause.reason"),
        number("attempts"));
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
      throw damaged("has a data_stream that is no logs-<dataset>-<namespace>");
    }
    try {
      return new DataStream(names[1], names[2]);
    } catch (IllegalArgumentException e) {
      throw damaged("has a data_stream whose name no data stream can have", e);
    }
  }

  private Instant time(String name) throws MalformedDeadLetters {
    try {
      return Instant.parse(text(name));
    } catch (DateTimeException e) {
      throw damaged("has a %s that is no time such as 2026-11-22T10:15:30.123Z".formatted(name), e);
    }
  }

  private int number(String name) throws MalformedDeadLetters {
    try {
      return Integer.parseInt(text(name));
    } catch (NumberFormatException e) {
      throw damaged("has a %s that is no whole number".formatted(name), e);
    }
  }

  private byte[] base64(String name) throws MalformedDeadLetters {
    try {
      return Base64.getDecoder().decode(text(name));
    } catch (IllegalArgumentException e) {
      throw damaged("has a %s that is not base64".formatted(name), e);
    }
  }

  private String text(String name) throws MalformedDeadLetters {
    String text = texts.get(name);
    if (text == null) {
      throw damaged("has no " + name);
    }
    return text;
  }

  private MalformedDeadLetters damaged(String what) {
    return new MalformedDeadLetters(number, what);
  }

  private MalformedDeadLetters damaged(String what, Throwable cause) {
    return new MalformedDeadLetters(number, what, cause);
  }
}
