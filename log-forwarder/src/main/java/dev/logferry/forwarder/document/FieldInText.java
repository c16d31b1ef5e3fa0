package dev.logferry.forwarder.document;

import com.google.re2j.Pattern;
import dev.logferry.forwarder.document.Json.JsonObject;
import dev.logferry.forwarder.document.Json.JsonString;

/**
 * Finds a field in text that is not JSON as a whole: a line that a log driver cut, or JSON in the
 * middle of a sentence. In doubt more is taken than the value, never less.
 */
final class FieldInText {

  /** A string that may lack its end. */
  private static final String STRING = "\"(?:[^\"\\\\]|(?s:\\\\.))*\"?";

  /**
   * A string of JSON that stands in a string itself, {@code \\"so\\"}, up to a quote that is
   * escaped once and ends a member; up to the end of the text if there is none.
   */
  private static final String ESCAPED_STRING =
      "\\\\+\"(?:\\\\\"|(?s:.*?)(?:[^\\\\]\\\\\"\\s*[,}\\]]|\\z))";

  private static final String OBJECT_OR_ARRAY = "(?s:[{\\[].*)";

  private static final String OTHER = "[^\"\\s,}\\]{\\[\\\\][^,}\\]]*";

  private static final JsonReader READER = new JsonReader();

  private FieldInText() {}

  /** Finds a member with the last name of the path; its group 1 is the value. */
  static Pattern pattern(String path) {
    String lastName = path.substring(path.lastIndexOf('.') + 1);
    return Pattern.compile(
        "\"(?:[^\"]*\\.)?%s\\\\*\"\\s*:\\s*(%s)"
            .formatted(
                Pattern.quote(lastName),
                String.join("|", STRING, ESCAPED_STRING, OBJECT_OR_ARRAY, OTHER)));
  }

  /** A value as it would have been read from JSON, so that its hash is the same there and here. */
  static String value(String found) {
    if (found.indexOf('\\') >= 0
        && READER.read("{\"\":\"" + found + "\"}")
            instanceof JsonReader.AnObject(JsonObject object, _)
        && object.members().size() == 1
        && object.members().getFirst().value() instanceof JsonString(String value)) {
      return value;
    }
    return found;
  }
}
