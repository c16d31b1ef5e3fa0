package dev.logferry.api.parameters;

import dev.logferry.api.http.Content;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Writes and reads the cursors of one list. A cursor is a position with a checksum over the
 * position and the list, so that a damaged cursor or one of another list is noticed. It is not
 * secret: a forged one reads nothing that the list would not show.
 *
 * @param list path, filters and sort order: what makes two lists the same
 */
public record Cursor(String list) {

  private static final byte VERSION = 1;
  private static final int POSITION_BYTES = 1 + 2 * Long.BYTES;
  private static final int CHECKSUM_BYTES = 7;

  /** A position as text for a query: URL-safe base64 without padding. */
  public String text(Position position) {
    byte[] bytes =
        ByteBuffer.allocate(POSITION_BYTES)
            .put(VERSION)
            .putLong(position.key())
            .putLong(position.id())
            .array();
    byte[] whole = Arrays.copyOf(bytes, POSITION_BYTES + CHECKSUM_BYTES);
    byte[] checksum = Content.sha256(bytes, list.getBytes(StandardCharsets.UTF_8));
    System.arraycopy(checksum, 0, whole, POSITION_BYTES, CHECKSUM_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
  }

  /** The position in such a text; empty if it is not a cursor of this list. */
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
    // Compared as text: base64 has spare bits, in which two texts could differ.
    return text(position).equals(text) ? Optional.of(position) : Optional.empty();
  }
}
