package dev.logferry.forwarder.document.fields;

import dev.logferry.forwarder.json.JsonKind;
import java.nio.charset.StandardCharsets;

/** Which numbers Elasticsearch's dynamic mapping can hold. */
final class Numbers {

  /** So many digits always fit a long. */
  private static final int SAFE_DIGITS = 18;

  private Numbers() {}

  /**
   * Whether a number fits the type that dynamic mapping gives it: a whole one {@code long}, another
   * {@code float}. Elasticsearch refuses a document for a number that does not.
   *
   * @see <a
   *     href="https://www.elastic.co/docs/manage-data/data-store/mapping/dynamic-field-mapping">Dynamic
   *     field mapping</a>
   */
  static boolean fitsMapping(JsonKind kind, byte[] number, int start, int end) {
    if (kind == JsonKind.WHOLE_NUMBER) {
      return end - start <= SAFE_DIGITS || fitsLong(text(number, start, end));
    }
    return Math.abs(Double.parseDouble(text(number, start, end))) <= Float.MAX_VALUE;
  }

  private static boolean fitsLong(String number) {
    try {
      Long.parseLong(number);
      return true;
    } catch (NumberFormatException _) {
      return false;
    }
  }

  private static String text(byte[] number, int start, int end) {
    return new String(number, start, end - start, StandardCharsets.US_ASCII);
  }
}
