package dev.logferry.forwarder.document.fields;

import java.nio.charset.StandardCharsets;

/** Which names Elasticsearch takes as field names. */
public final class FieldNames {

  /**
   * In bytes. No logger has longer names. Without a limit, one long name over many members would
   * make the work on their paths quadratic, and Elasticsearch's JSON reader refuses names from
   * 50,000 on.
   */
  public static final int MAX_LENGTH = 512;

  /**
   * A whole path from the document's top, in bytes. In a {@code flattened} field path and value
   * together are one term of at most 32,766 bytes; this leaves room for a value of 8,000
   * characters. It also bounds what displaced values take, each of which is kept with its path.
   */
  static final int MAX_PATH_LENGTH = 2_048;

  private FieldNames() {}

  /**
   * Whether a dotted path can be a field's. Elasticsearch refuses names that are blank or have a
   * blank part between, before or after dots.
   *
   * @see <a
   *     href="https://github.com/elastic/elasticsearch/blob/main/server/src/main/java/org/elasticsearch/index/mapper/DotExpandingXContentParser.java">DotExpandingXContentParser</a>
   */
  public static boolean isUsable(String path) {
    byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
    return isUsable(bytes, 0, bytes.length);
  }

  /** The same of a name in UTF-8. */
  static boolean isUsable(byte[] name, int start, int end) {
    if (end - start > MAX_LENGTH) {
      return false;
    }
    boolean blank = true;
    for (int at = start; at < end; at++) {
      byte c = name[at];
      if (c > '.') {
        blank = false; // nearly all
      } else if (c > ' ' && c != '.') {
        blank = false;
      } else if (c == '.') {
        if (blank) {
          return false;
        }
        blank = true;
      } else if (c < 0) {
        return isUsableText(new String(name, start, end - start, StandardCharsets.UTF_8));
      } else {
        blank &= Character.isWhitespace(c);
      }
    }
    return !blank;
  }

  private static boolean isUsableText(String name) {
    int part = 0;
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', part)) {
      if (name.substring(part, dot).isBlank()) {
        return false;
      }
      part = dot + 1;
    }
    return !name.substring(part).isBlank();
  }

  /** Whether a name can stand in a {@code flattened} field, whose names keep their dots. */
  static boolean isUsableInFlattened(byte[] name, int start, int end) {
    if (start == end || end - start > MAX_LENGTH) {
      return false;
    }
    boolean blank = true;
    for (int at = start; at < end; at++) {
      if (name[at] == 0) {
        return false;
      }
      blank &= name[at] <= ' ';
    }
    return !blank || !new String(name, start, end - start, StandardCharsets.UTF_8).isBlank();
  }
}
