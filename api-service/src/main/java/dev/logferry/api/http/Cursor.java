package dev.logferry.api.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Writes and reads the cursors of one list. A cursor is a position with a checksum over it and what
 * the list is, so that one that was changed, or belongs to another list, is noticed. It is no
 * secret and needs none: a forged one reads nothing that the list wouldn't show.
 *
 * @param list path, filters and sort: what makes two lists the same
 */
public record Cursor(String list) {

  private static final byte VERSION = 1;
  private static final int POSITION_BYTES = 1 + 2 * Long.BYTES;
  private static final int CHECKSUM_BYTES = 7;

  /** A position as a text for a query: URL-safe base64 without padding. */
  public String text(Position position) {
    byte[] bytes =
        ByteBuffer.allocate(POSITION_BYTES)
            .put(VERSION)
            .putLong(position.key())
            .putLong(position.id())
            .array();
    byte[] whole = Arrays.copyOf(bytes, POSITION_BYTES + CHECKSUM_BYTES);
    System.arraycopy(checksum(bytes), 0, whole, POSITION_BYTES, CHECKSUM_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
  }

  /** What such a text says; empty if it is none of this list. */
  public Optional<Position> position(String text) {
    ByteBuffer bytes;
    try {
      bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    if (bytes.remaining() != POSITION_BYTES + CHECKSUM_BYTES || bytes.get() != VERSION) {
      return Optional.empty();
    }
    Position position = new Position(bytes.getLong(), bytes.getLong());
    // Compared as text: base64 has bits to spare in which two texts could differ.
    return text(position).equals(text) ? Optional.of(position) : Optional.empty();
  }

  private byte[] checksum(byte[] position) {
    MessageDigest digest = Sha256.start();
    digest.update(position);
    digest.update(list.getBytes(StandardCharsets.UTF_8));
    return digest.digest();
  }
}
