package dev.logferry.api.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decodes queries strictly: what is not UTF-8 in percent-encoding is refused, not guessed. */
final class QueryString {

  private QueryString() {}

  /** Names and their values in the order in which they came; a plus sign stands for a space. */
  static Map<String, List<String>> parse(String query) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      parameters.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }
    return parameters;
  }

  private static String decode(String text) {
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

  private static int plain(char character) {
    if (character > 0x7e || character < 0x20) {
      throw malformed("it holds a character that has to be percent-encoded");
    }
    return character == '+' ? ' ' : character;
  }

  private static int escaped(String text, int position) {
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

  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      throw malformed("its percent-encoding is not UTF-8");
    }
  }

  private static ProblemException malformed(String why) {
    return new ProblemException(
        ProblemKind.MALFORMED_REQUEST, "The query can't be read: " + why + ".");
  }
}
