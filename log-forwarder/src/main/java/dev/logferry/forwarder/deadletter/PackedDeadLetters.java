package dev.logferry.forwarder.deadletter;

import dev.logferry.forwarder.Invocation;
import dev.logferry.forwarder.Outcome;
import dev.logferry.forwarder.OutcomeCounts;
import dev.logferry.forwarder.bulk.Rejection;
import dev.logferry.forwarder.document.LogDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Packs the dead letters of an invocation into few objects, compressed as they come: one for
 * rejected documents, one for malformed payloads, and one for each data stream whose documents are
 * worth retrying, so that the redrive can pass over a data stream that is still blocked.
 */
final class PackedDeadLetters implements DeadLetters {

  private final DeadLetterSink sink;
  private final Invocation invocation;
  private final DeadLetterKeys keys;
  private final OutcomeCounts counts;
  private final Map<String, DeadLetterObject> open = new LinkedHashMap<>();
  private final Set<String> written = new HashSet<>();
  private int lost;
  private String why = "";

  PackedDeadLetters(
      DeadLetterSink sink, Invocation invocation, DeadLetterKeys keys, OutcomeCounts counts) {
    this.sink = sink;
    this.invocation = invocation;
    this.keys = keys;
    this.counts = counts;
  }

  @Override
  public synchronized void rejected(LogDocument document, Rejection rejection) {
    DocumentContent content = DocumentContent.of(document.json());
    DeadLetterObject.Line line =
        out -> DeadLetterWriter.rejected(document, rejection, content, out);
    if (rejection.retryable()) {
      String dataStream = document.dataStream().name();
      openObject(DeadLetterKind.RETRYABLE, dataStream)
          .add(document.part(), dataStream, document.id(), line);
    } else {
      openObject(DeadLetterKind.REJECTED, "")
          .add(document.part(), content.origin().service(), document.id(), line);
    }
    writeIfLarge();
  }

  @Override
  public synchronized void malformed(int part, byte[] payload, String reason) {
    openObject(DeadLetterKind.MALFORMED, "")
        .add(
            part,
            "",
            DeadLetterKeys.hash(payload),
            out -> DeadLetterWriter.malformed(payload, reason, out));
    writeIfLarge();
  }

  @Override
  public synchronized DeadLetterResult finish() {
    List<DeadLetterObject> objects = new ArrayList<>(open.values());
    open.clear();
    for (DeadLetterObject object : objects) {
      if (keys.replaced(object.header().kind()).isEmpty()) {
        writeNew(object);
      }
    }
    for (DeadLetterObject object : objects) {
      Optional<String> replaced = keys.replaced(object.header().kind());
      if (replaced.isPresent()) {
        replace(object, replaced.get());
      }
    }
    return new DeadLetterResult(
        written, lost == 0 ? "" : "%d dead letters could not be kept: %s".formatted(lost, why));
  }

  /**
   * What is left of a redriven object takes its place: last of all, and only if nothing of it is
   * handed back, since the object is the only place that holds that.
   */
  private void replace(DeadLetterObject object, String key) {
    if (counts.count(Outcome.RETURNED) > 0) {
      object.countReturned(counts, "stays in its dead letter object");
    } else if (isUnchanged(object)) {
      object.countKept(counts); // writing it again would make it look younger
      written.add(key);
    } else {
      write(object, key);
    }
  }

  private boolean isUnchanged(DeadLetterObject object) {
    return object.header().kind() == DeadLetterKind.RETRYABLE
        && written.isEmpty()
        && counts.isEmpty();
  }

  private DeadLetterObject openObject(DeadLetterKind kind, String separateFor) {
    String key = kind + " " + separateFor;
    DeadLetterObject object = open.get(key);
    if (object == null) {
      object = new DeadLetterObject(sink.header(kind, invocation.requestId()));
      open.put(key, object);
    }
    return object;
  }

  private void writeIfLarge() {
    if (bytesOpen() < sink.maxOpenBytes()) {
      return;
    }
    List<DeadLetterObject> objects = new ArrayList<>(open.values());
    open.clear();
    objects.forEach(this::writeNew);
  }

  private long bytesOpen() {
    long bytes = 0;
    for (DeadLetterObject object : open.values()) {
      bytes += object.compressedBytes();
    }
    return bytes;
  }

  private void writeNew(DeadLetterObject object) {
    write(object, keys.next(object.header(), object.name(), object.contents()));
  }

  /** A letter whose object may not be stored is handed back: its part comes again. */
  private void write(DeadLetterObject object, String key) {
    try {
      sink.put(key, object.toObject(), invocation.end());
      object.countKept(counts);
      written.add(key);
    } catch (IOException e) {
      lost += object.letters();
      String problem = withoutKey(e, key, keys.prefixOf(object.header().kind()) + "…");
      why = why.isEmpty() ? problem : why;
      object.countReturned(counts, "no dead letter could be kept: " + problem);
    }
  }

  /** The key names a service, which is what a log line says it is. */
  private static String withoutKey(IOException failure, String key, String shownKey) {
    String message = Objects.requireNonNullElse(failure.getMessage(), "").replace(key, shownKey);
    return message.isBlank() ? failure.getClass().getName() : message;
  }
}
