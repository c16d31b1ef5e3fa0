package dev.logferry.forwarder.deadletter;

import dev.logferry.forwarder.bulk.Refusal;
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
  private final Function<LetterKind, LetterHeader> headers;
  private final int rollBytes;
  private final Map<LetterKind, Pack> packs = new EnumMap<>(LetterKind.class);
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
      Function<LetterKind, String> rules,
      InstantSource clock) {
    this(
        store,
        place,
        kind -> new LetterHeader(clock.instant(), requestId, forwarderVersion, rules.apply(kind)),
        ROLL_BYTES);
  }

  /** For tests: with an object size of one's own. */
  PackedDeadLetters(
      ObjectStore store, Place place, Function<LetterKind, LetterHeader> headers, int rollBytes) {
    this.store = store;
    this.place = place;
    this.headers = headers;
    this.rollBytes = rollBytes;
  }

  @Override
  public void refused(LogDocument document, Refusal refusal) {
    DocumentContent content = DocumentContent.of(document.json());
    Pack pack = pack(LetterKind.REFUSED);
    pack.ofService(content.origin().service());
    pack.add(document.part(), out -> LetterWriter.refused(document, refusal, content, out));
    rollIfLarge(LetterKind.REFUSED, pack);
  }

  @Override
  public void unreadable(int part, byte[] payload, String reason) {
    Pack pack = pack(LetterKind.UNREADABLE);
    pack.add(part, out -> LetterWriter.unreadable(payload, reason, out));
    rollIfLarge(LetterKind.UNREADABLE, pack);
  }

  @Override
  public Kept finish() {
    packs.forEach(this::write);
    packs.clear();
    return new Kept(kept, lost, lostParts, why);
  }

  private Pack pack(LetterKind kind) {
    return packs.computeIfAbsent(kind, _ -> new Pack(headers.apply(kind)));
  }

  private void rollIfLarge(LetterKind kind, Pack pack) {
    if (pack.compressedBytes() >= rollBytes) {
      packs.remove(kind);
      write(kind, pack);
    }
  }

  /** A letter whose object may not be stored is lost: its part comes again. */
  private void write(LetterKind kind, Pack pack) {
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
