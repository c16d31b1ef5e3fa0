package dev.logferry.forwarder.document.redact;

import com.google.re2j.Pattern;
import dev.logferry.forwarder.json.JsonStrings;
import dev.logferry.forwarder.json.JsonTape;
import dev.logferry.forwarder.json.Utf8;
import dev.logferry.forwarder.json.Utf8Buffer;
import java.util.List;

/**
 * Finds a field in text that is not JSON as a whole: a line that a log driver cut, JSON within a
 * sentence, logfmt, a map as Java or Python prints it, a query. In doubt more is taken than the
 * value, never less.
 */
final class FieldInText {

  /** A string that may lack its end. */
  private static final String STRING = "\"(?:[^\"\\\\]|(?s:\\\\.))*\"?";

  private static final String SINGLE_QUOTED = "'(?:[^'\\\\]|(?s:\\\\.))*'?";

  /**
   * A string of JSON that stands in a string itself, {@code \\"so\\"}, up to a quote that is
   * escaped once and ends a member; up to the end of the text if there is none.
   */
  private static final String ESCAPED_STRING =
      "\\\\+\"(?:\\\\\"|(?s:.*?)(?:[^\\\\]\\\\\"\\s*[,}\\]]|\\z))";

  private static final String OBJECT_OR_ARRAY = "(?s:[{\\[].*)";

  private static final String OTHER = "[^\"\\s,}\\]{\\[\\\\][^,}\\]]*";

  /** In a map {@code {a=1, b=2}} a value may have blanks in it. */
  private static final String OF_MAP = "[^\"'\\s,}\\]][^,}\\]\\n]*";

  private static final String WORD = "[^\"'\\s,;&)}\\]]+";

  private FieldInText() {}

  /** Each finds the name, in any case, with a value; the value is group 1. */
  static List<Pattern> patterns(String lastName) {
    String name = "(?i:" + Pattern.quote(lastName) + ")";
    return List.of(
        Pattern.compile(
            "\"(?:[^\"]*\\.)?%s\\\\*\"\\s*:\\s*(%s)"
                .formatted(name, String.join("|", STRING, ESCAPED_STRING, OBJECT_OR_ARRAY, OTHER))),
        Pattern.compile(
            "'(?:[^']*\\.)?%s'\\s*[:=]\\s*(%s)"
                .formatted(name, String.join("|", STRING, SINGLE_QUOTED, OBJECT_OR_ARRAY, OTHER))),
        Pattern.compile(
            "[{,]\\s*(?:[\\w-]+\\.)*%s=(%s)"
                .formatted(name, String.join("|", STRING, SINGLE_QUOTED, "[{\\[].*", OF_MAP))),
        Pattern.compile(
            "(?:^|[^\\w.-])(?:[\\w-]+\\.)*%s=(%s)"
                .formatted(name, String.join("|", STRING, SINGLE_QUOTED, WORD))));
  }

  /** A value as it would have been read from JSON, so that its hash is the same there and here. */
  static String value(String found) {
    if (found.indexOf('\\') < 0) {
      return found;
    }
    JsonTape tape = new JsonTape(2, 2);
    Utf8 json = Utf8.of("{\"\":\"" + found + "\"}");
    if (tape.read(json) != JsonTape.Read.OBJECT || tape.size() != 2) {
      return found;
    }
    Utf8Buffer value = new Utf8Buffer(found.length());
    JsonStrings.unescape(tape.bytes(), tape.start(1), tape.end(1), value);
    return value.from(0).toString();
  }
}
