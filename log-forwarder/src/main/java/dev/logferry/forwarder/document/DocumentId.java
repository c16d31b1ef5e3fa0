package dev.logferry.forwarder.document;

import dev.logferry.forwarder.decode.LogEvent;
import dev.logferry.forwarder.decode.Origin;
import dev.logferry.forwarder.json.Utf8;
import dev.logferry.forwarder.json.Utf8Buffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Makes a document's id from its event alone, so that delivering an event again, by retry, redrive
 * or backfill, meets the document already there.
 *
 * <p>15 bytes as URL-safe base64: the event's epoch milliseconds in 6 bytes, big-endian, then the
 * first 9 bytes of SHA-256 over owner, log group, log stream and event id, each preceded by its
 * length in 4 bytes. An event without id is hashed by its message and its position instead.
 */
public final class DocumentId {

  private static final int TIME_BYTES = 6;
  private static final int HASH_BYTES = 9;
  private static final int SHA_256_BYTES = 32;

  private final MessageDigest sha256;
  private final byte[] hash = new byte[SHA_256_BYTES];
  private final byte[] id = new byte[TIME_BYTES + HASH_BYTES];

  /** What is hashed: first what is the same for all events of a log stream. */
  private final Utf8Buffer hashed = new Utf8Buffer(256);

  private Origin logStream = new Origin("", "", "");

  public DocumentId() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    begin(logStream);
  }

  /**
   * The id of the document made from an event, 20 characters. Not thread-safe.
   *
   * @param origin the same object for all events of a batch
   */
  @SuppressWarnings("ReferenceEquality") // equal values only cost one more beginning
  public String of(Origin origin, LogEvent event) {
    if (origin != logStream) {
      begin(origin);
    }
    int ofLogStream = hashed.length();
    if (event.id().isEmpty()) {
      append(event.message());
      append(Utf8.of(Integer.toString(event.position())));
    } else {
      append(event.id());
    }
    sha256.update(hashed.bytes(), 0, hashed.length());
    hashed.truncate(ofLogStream);
    try {
      sha256.digest(hash, 0, SHA_256_BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("SHA-256 has 32 bytes", e);
    }
    for (int i = 0; i < TIME_BYTES; i++) {
      id[i] = (byte) (event.timestamp() >>> (8 * (TIME_BYTES - 1 - i)));
    }
    System.arraycopy(hash, 0, id, TIME_BYTES, HASH_BYTES);
    return Base64.getUrlEncoder().encodeToString(id);
  }

  private void begin(Origin origin) {
    logStream = origin;
    hashed.clear();
    append(origin.owner());
    append(origin.logGroup());
    append(origin.logStream());
  }

  private void append(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    append(new Utf8(bytes, 0, bytes.length));
  }

  private void append(Utf8 text) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      hashed.append(text.length() >>> shift);
    }
    hashed.append(text);
  }
}
