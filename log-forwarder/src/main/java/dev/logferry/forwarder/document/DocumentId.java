package dev.logferry.forwarder.document;

import dev.logferry.forwarder.decode.LogEvent;
import dev.logferry.forwarder.decode.Origin;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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

  private final MessageDigest sha256;

  public DocumentId() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The id of the document made from an event. 20 characters; not safe for use by two threads. */
  public String of(Origin origin, LogEvent event) {
    update(origin.owner());
    update(origin.logGroup());
    update(origin.logStream());
    if (event.id().isEmpty()) {
      update(event.message().toString());
      update(Integer.toString(event.position()));
    } else {
      update(event.id().toString());
    }
    byte[] hash = sha256.digest();
    ByteBuffer id = ByteBuffer.allocate(Long.BYTES + HASH_BYTES);
    id.putLong(event.timestamp()).put(hash, 0, HASH_BYTES);
    byte[] bytes = new byte[TIME_BYTES + HASH_BYTES];
    id.get(Long.BYTES - TIME_BYTES, bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private void update(String field) {
    byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    sha256.update(bytes);
  }
}
