package dev.logferry.api.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Decodes strictly: what is not UTF-8 in percent-encoding is refused, not guessed. */
enum PercentEncoding {
  /** In a segment of a path. */
  PATH("path"),

  /** In a part of a query, where a plus sign stands for a space. */
  QUERY("query");

  private final String part;

  PercentEncoding(String part) {
    this.part = part;
  }

  /**
   * What a text stands for.
   *
   * @throws ProblemException if it can't be told
   */
  String decode(String text) {
    if (isPlain(text)) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    int position = 0;
    while (position < text.length()) {
      char character = text.charAt(position);
      boolean escape = character == '%';
      bytes.write(escape ? escaped(text, position) : plain(character));
      position += escape ? 3 : 1;
    }
    return text(bytes.toByteArray());
  }

  /** Whether it stands for itself, as nearly all do. */
  private static boolean isPlain(String text) {
    for (int index = 0; index < text.length(); index++) {
      char character = text.charAt(index);
      if (character > 0x7e || character < 0x20 || character == '%' || character == '+') {
        return false;
      }
    }
    return true;
  }

  private int plain(char character) {
    if (character > 0x7e || character < 0x20) {
      throw malformed("it holds a character that has to be percent-encoded");
    }
    return character == '+' && this == QUERY ? ' ' : character;
  }

  private int escaped(String text, int position) {
    if (position + 2 >= text.length()
        || !isHexadecimal(text.charAt(position + 1))
        || !isHexadecimal(text.charAt(position + 2))) {
      throw malformed("a % in it is not followed by two hexadecimal digits");
    }
    return Integer.parseInt(text, position + 1, position + 3, 16);
  }

  private static boolean isHexadecimal(char character) {
    // Character.digit would take digits of other scripts too.
    return character < 0x80 && Character.digit(character, 16) >= 0;
  }

  private String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      throw malformed("its percent-encoding is not UTF-8");
    }
  }

  private ProblemException malformed(String why) {
    return new ProblemException(
        ProblemKind.MALFORMED_REQUEST, "The %s can't be read: %s.".formatted(part, why));
  }
}
