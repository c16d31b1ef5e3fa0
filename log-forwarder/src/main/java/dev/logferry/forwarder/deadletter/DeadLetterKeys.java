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
import java.util.UUID;

/**
 * The keys of dead letter objects: by kind, day in UTC, and service or data stream.
 *
 * <p>A new object never takes the place of another: Lambda's second attempt has the request id of
 * its first. What a redrive writes, though, has a key that follows from the object it read, so that
 * two redrives of the same object write one object and not two.
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
   * @param number how many objects this invocation has written before
   */
  String next(DeadLetterKind kind, DeadLetterHeader header, String name, int number) {
    if (redriven.isPresent()) {
      String file = "redriven-%s-%d".formatted(hash(redriven.get().bucketAndKey()), number);
      return key(kind, redriven.get().lastModified(), name, file);
    }
    return key(kind, header.writtenAt(), name, safe(header.requestId()) + "-" + UUID.randomUUID());
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
    try {
      byte[] sha256 =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha256, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
