package dev.logferry.forwarder.deadletter;

import dev.logferry.forwarder.document.DataStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedSet;
import java.util.UUID;

/**
 * The keys of dead letter objects: by kind, day in UTC, and service or data stream.
 *
 * <p>A new object never takes the place of another: Lambda's second attempt has the request id of
 * its first. What a redrive writes, though, has a key that follows from the object it read and the
 * letters it writes, so that two redrives of the same object do not multiply letters. The letters
 * are part of the key because two redrives can have different answers: the object of one must not
 * overwrite that of the other, which may hold the only copy of a document.
 *
 * @param prefix of every key; empty, or ends in {@code /}
 * @param redriven the object that a redrive reads; empty for a new object
 */
public record DeadLetterKeys(String prefix, Optional<Redriven> redriven) {

  private static final int LONGEST_NAME = 220;

  /**
   * An object that is redriven.
   *
   * @param bucketAndKey where it is
   * @param kind of its letters; empty if it is none of dead letters
   * @param key its key
   * @param lastModified when it was written
   */
  public record Redriven(
      String bucketAndKey, Optional<DeadLetterKind> kind, String key, Instant lastModified) {}

  /** Keys of new objects. */
  public DeadLetterKeys(String prefix) {
    this(prefix, Optional.empty());
  }

  /** The same for what is left of an object that is redriven. */
  public DeadLetterKeys redriving(Redriven object) {
    return new DeadLetterKeys(prefix, Optional.of(object));
  }

  /** What the keys of all objects of a kind begin with. */
  public String prefixOf(DeadLetterKind kind) {
    return prefix + kind.folder();
  }

  /** Whether an object of {@link DeadLetterKind#RETRYABLE} holds documents of a data stream. */
  public boolean isOf(DataStream dataStream, String key) {
    return key.startsWith(prefixOf(DeadLetterKind.RETRYABLE) + safe(dataStream.name()) + "/");
  }

  /**
   * The key of a redriven object, if it holds letters of this kind: what is left takes its place.
   */
  Optional<String> replaced(DeadLetterKind kind) {
    return redriven.isPresent() && redriven.get().kind().equals(Optional.of(kind))
        ? Optional.of(redriven.get().key())
        : Optional.empty();
  }

  /**
   * The key of the next object.
   *
   * @param name the service or the data stream
   * @param contents identifies its letters
   */
  String next(DeadLetterHeader header, String name, SortedSet<String> contents) {
    if (redriven.isPresent()) {
      String hash = hash(redriven.get().bucketAndKey() + "\n" + String.join("\n", contents));
      return key(header.kind(), redriven.get().lastModified(), name, "redriven-" + hash);
    }
    String file = safe(header.requestId()) + "-" + UUID.randomUUID();
    return key(header.kind(), header.writtenAt(), name, file);
  }

  private String key(DeadLetterKind kind, Instant time, String name, String file) {
    String day = DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC).format(time);
    String folders =
        switch (kind) {
          case REJECTED -> day + "/" + safe(name) + "/";
          case RETRYABLE -> safe(name) + "/" + day + "/";
          case MALFORMED -> day + "/";
        };
    return prefixOf(kind) + folders + file + ".ndjson.gz";
  }

  /** A log line names its service: it must not choose folders, nor the length of a key. */
  private static String safe(String text) {
    String safe = text.replaceAll("[^A-Za-z0-9._-]", "_");
    String cut = safe.substring(0, Math.min(safe.length(), LONGEST_NAME));
    return cut.isEmpty() || cut.startsWith(".") ? "unknown" + cut : cut;
  }

  private static String hash(String text) {
    return hash(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Of any bytes, in 32 hexadecimal digits. */
  static String hash(byte[] bytes) {
    try {
      byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(sha256, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
