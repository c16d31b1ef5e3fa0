package dev.logferry.forwarder.deadletter;

import dev.logferry.forwarder.bulk.Rejection;
import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.s3.ObjectStore;
import java.io.IOException;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * Packs the dead letters of an invocation into one object, compressed as they come; into several if
 * they are many. Documents and payloads stand in objects of their own, as they are dealt with
 * apart.
 */
public final class PackedDeadLetters implements DeadLetters {

  /** Beyond this an object is written and the next begun, so that memory is bounded. */
  private static final int ROLL_BYTES = 4 * 1024 * 1024;

  private final ObjectStore store;
  private final Place place;
  private final Function<DeadLetterKind, DeadLetterHeader> headers;
  private final int rollBytes;
  private final Map<DeadLetterKind, DeadLetterObject> packs = new EnumMap<>(DeadLetterKind.class);
  private int kept;
  private int lost;
  private final Set<Integer> lostParts = new HashSet<>();
  private String why = "";

  /**
   * Where objects are written.
   *
   * @param bucket an S3 bucket
   * @param keys the keys of objects there
   */
  public record Place(String bucket, ObjectKeys keys) {}

  /**
   * For one invocation.
   *
   * @param requestId Lambda's id of the invocation
   * @param forwarderVersion the version of this forwarder
   * @param rules gives the fingerprint of the settings that letters of a kind depend on; asked only
   *     if there is a letter
   */
  public PackedDeadLetters(
      ObjectStore store,
      Place place,
      String requestId,
      String forwarderVersion,
      Function<DeadLetterKind, String> rules,
      InstantSource clock) {
    this(
        store,
        place,
        kind ->
            new DeadLetterHeader(clock.instant(), requestId, forwarderVersion, rules.apply(kind)),
        ROLL_BYTES);
  }

  /** For tests: with an object size of one's own. */
  PackedDeadLetters(
      ObjectStore store,
      Place place,
      Function<DeadLetterKind, DeadLetterHeader> headers,
      int rollBytes) {
    this.store = store;
    this.place = place;
    this.headers = headers;
    this.rollBytes = rollBytes;
  }

  @Override
  public void refused(LogDocument document, Rejection rejection) {
    DocumentContent content = DocumentContent.of(document.json());
    DeadLetterObject pack = pack(DeadLetterKind.REFUSED);
    pack.ofService(content.origin().service());
    pack.add(document.part(), out -> DeadLetterWriter.refused(document, rejection, content, out));
    rollIfLarge(DeadLetterKind.REFUSED, pack);
  }

  @Override
  public void unreadable(int part, byte[] payload, String reason) {
    DeadLetterObject pack = pack(DeadLetterKind.UNREADABLE);
    pack.add(part, out -> DeadLetterWriter.unreadable(payload, reason, out));
    rollIfLarge(DeadLetterKind.UNREADABLE, pack);
  }

  @Override
  public DeadLetterResult finish() {
    packs.forEach(this::write);
    packs.clear();
    return new DeadLetterResult(kept, lost, lostParts, why);
  }

  private DeadLetterObject pack(DeadLetterKind kind) {
    return packs.computeIfAbsent(kind, _ -> new DeadLetterObject(headers.apply(kind)));
  }

  private void rollIfLarge(DeadLetterKind kind, DeadLetterObject pack) {
    if (pack.compressedBytes() >= rollBytes) {
      packs.remove(kind);
      write(kind, pack);
    }
  }

  /** A letter whose object may not be stored is lost: its part comes again. */
  private void write(DeadLetterKind kind, DeadLetterObject pack) {
    String key = place.keys().next(kind, pack.header(), pack.services());
    try {
      store.put(place.bucket(), key, pack.toObject());
      kept += pack.letters();
    } catch (IOException e) {
      lost += pack.letters();
      lostParts.addAll(pack.parts());
      why = why.isEmpty() ? told(e, key, place.keys().prefixOf(kind) + "…") : why;
    }
  }

  /** Without the key: it names a service, which is what a log line says it is. */
  private static String told(IOException failure, String key, String shownKey) {
    String message = Objects.requireNonNullElse(failure.getMessage(), "").replace(key, shownKey);
    return message.isBlank() ? failure.getClass().getName() : message;
  }
}
