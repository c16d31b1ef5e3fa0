package dev.logferry.forwarder.document;

import java.util.Locale;

/**
 * What was changed in a line so that Elasticsearch takes its document. The names stand in the
 * document's {@code logferry.guarded}; values that lost their place stand in {@code
 * logferry.displaced} as {@code path=value}.
 */
public enum Guard {
  /** A name stood twice in one object, with different values. */
  DUPLICATE_KEY,
  /**
   * A value and an object want the same path, such as {@code "log":"x"} and {@code "log.level"}.
   */
  CLASH,
  /**
   * A name that Elasticsearch refuses: empty, blank, with an empty part between dots, too long; or
   * one whose whole path is too long.
   */
  FIELD_NAME,
  /** A name that the forwarder or Elasticsearch fills itself. */
  RESERVED_FIELD,
  /**
   * The line's own {@code @timestamp} names no time: CloudWatch's time stands there. Or that one is
   * beyond what Elasticsearch can hold, 1970 to 2262: the nearest time stands there.
   */
  TIMESTAMP,
  /**
   * An array of an ECS line with values of several kinds, or with objects whose members of one name
   * are of several kinds: all are written as texts, or as fractions.
   */
  MIXED_ARRAY,
  /**
   * A value of an ECS line of a kind that ECS does not have at its place, such as {@code
   * "http":"yes"}, where ECS has an object.
   */
  FIELD_TYPE,
  /** A {@code log.level} that names no level. */
  LEVEL,
  /** A number in an ECS line beyond what a long or a float holds. */
  NUMBER,
  /** Objects nested deeper than MAX_NESTING_DEPTH. */
  DEPTH,
  /** More fields than MAX_FIELDS: the object went under {@code json}. */
  FIELDS,
  /**
   * The document was larger than MAX_DOCUMENT_BYTES, or would have repeated more than 4 MiB of
   * displaced values: the line stays text, cut at the end where it is too long.
   */
  SIZE,
  /** Half of a surrogate pair: replaced by U+FFFD. */
  SURROGATE,
  /** Bytes that are not UTF-8: replaced by U+FFFD. */
  ENCODING,
  /** The event had no message or no time; the rest of its payload is not affected. */
  MALFORMED_EVENT,
  /** JSON beyond the reader's own limits: the line stays text. */
  JSON_LIMITS;

  /** The name as written in documents. */
  public String fieldValue() {
    return name().toLowerCase(Locale.ROOT);
  }
}
