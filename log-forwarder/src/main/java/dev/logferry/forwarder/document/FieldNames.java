package dev.logferry.forwarder.document;

/** Which names Elasticsearch takes as field names. */
final class FieldNames {

  /**
   * No logger has longer names. Without a limit, one long name over many members would make the
   * work on their paths quadratic, and Elasticsearch's JSON reader refuses names from 50,000 on.
   */
  static final int MAX_LENGTH = 512;

  /**
   * A whole path from the document's top. In a {@code flattened} field path and value together are
   * one term of at most 32,766 bytes; this leaves room for a value of 8,000 characters. It also
   * bounds what displaced values take, each of which is kept with its path.
   */
  static final int MAX_PATH_LENGTH = 2_048;

  private FieldNames() {}

  /**
   * Whether a name, dotted or not, can be a field's path. Elasticsearch refuses names that are
   * blank or have a blank part between, before or after dots.
   *
   * @see <a
   *     href="https://github.com/elastic/elasticsearch/blob/main/server/src/main/java/org/elasticsearch/index/mapper/DotExpandingXContentParser.java">DotExpandingXContentParser</a>
   */
  static boolean usable(String name) {
    if (name.length() > MAX_LENGTH) {
      return false;
    }
    for (String part : name.split("\\.", -1)) {
      if (part.isBlank()) {
        return false;
      }
    }
    return true;
  }
}
