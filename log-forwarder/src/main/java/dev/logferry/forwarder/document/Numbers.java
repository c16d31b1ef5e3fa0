package dev.logferry.forwarder.document;

/** Which numbers Elasticsearch's dynamic mapping can hold. */
final class Numbers {

  private Numbers() {}

  /**
   * Whether a number fits the type that dynamic mapping gives it: a whole one {@code long}, another
   * {@code float}. Elasticsearch refuses a document for a number that does not.
   *
   * @see <a
   *     href="https://www.elastic.co/docs/manage-data/data-store/mapping/dynamic-field-mapping">Dynamic
   *     field mapping</a>
   */
  static boolean fitsMapping(String literal) {
    return isWhole(literal) ? fitsLong(literal) : fitsFloat(literal);
  }

  static boolean isWhole(String literal) {
    return literal.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
  }

  private static boolean fitsLong(String literal) {
    try {
      Long.parseLong(literal);
      return true;
    } catch (NumberFormatException _) {
      return false;
    }
  }

  private static boolean fitsFloat(String literal) {
    return Math.abs(Double.parseDouble(literal)) <= Float.MAX_VALUE;
  }
}
