package dev.logferry.forwarder.document.fields;

/** What ECS says of a field, as far as a value can be of the wrong kind for it. */
public enum EcsType {
  /** Not a field of ECS: any kind of value may stand there. */
  NONE,
  /** Further fields stand below it. */
  OBJECT,
  /** {@code keyword}, {@code match_only_text} and other texts. */
  TEXT,
  /** {@code long} and other whole numbers. */
  WHOLE_NUMBER,
  /** {@code float} and other fractions. */
  FRACTION,
  BOOLEAN,
  DATE,
  IP,
  /** {@code geo_point}, which has several forms. */
  ANY;

  /** The type that Elasticsearch's name for one stands for. */
  static EcsType of(String name) {
    return switch (name) {
      case "object", "nested", "flattened" -> OBJECT;
      case "keyword", "constant_keyword", "wildcard", "match_only_text", "text" -> TEXT;
      case "long", "integer", "short", "byte", "unsigned_long" -> WHOLE_NUMBER;
      case "float", "double", "half_float", "scaled_float" -> FRACTION;
      case "boolean" -> BOOLEAN;
      case "date" -> DATE;
      case "ip" -> IP;
      case "geo_point" -> ANY;
      default -> throw new IllegalArgumentException("a type of ECS that is not known: " + name);
    };
  }
}
