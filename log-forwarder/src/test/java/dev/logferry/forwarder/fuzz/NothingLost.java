package dev.logferry.forwarder.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.document.Guard;
import dev.logferry.forwarder.document.LogDocument;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.json.JsonFactory;

/**
 * That a document holds all that its line says: a text whole in {@code message}, and each value of
 * a JSON line in {@code json}, in its field or displaced.
 */
final class NothingLost {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /** Members that the document has in one form for all lines, or with the value of the route. */
  private static final Set<String> NORMALISED =
      Set.of("@timestamp", "log.level", "level", "event.dataset", "dataset", "container_name");

  private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9a-fA-F]{4}|[^u])");

  private NothingLost() {}

  /** Fails if something of the line is missing in the document. */
  static void check(String line, LogDocument document) {
    String expected = wellFormed(line);
    List<String> said = valuesOfObject(expected);
    Held held = Held.of(new String(document.json(), StandardCharsets.UTF_8));
    if (said.isEmpty() || document.guards().contains(Guard.JSON_LIMITS)) {
      assertThat(held.message).as("message").isEqualTo(expected);
    } else if (document.guards().contains(Guard.SIZE)) {
      assertThat(expected).as("the line").startsWith(held.message);
    } else {
      for (String value : said) {
        assertThat(held.has(value) || held.hasLine(value)).as("%s in %s", value, held.all).isTrue();
      }
    }
  }

  /** Halves of surrogate pairs cannot be stored. */
  private static String wellFormed(String text) {
    StringBuilder replaced = new StringBuilder();
    text.codePoints()
        .map(c -> c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c)
        .forEach(replaced::appendCodePoint);
    return replaced.toString();
  }

  /** The strings and numbers of an object, and its empty names; nothing if the line is none. */
  private static List<String> valuesOfObject(String line) {
    try {
      return values(line, NORMALISED);
    } catch (JacksonException e) {
      boolean readable =
          String.valueOf(e.getMessage()).contains("surrogate"); // in a name, and by the forwarder
      return readable ? List.of("") : List.of();
    }
  }

  private static List<String> values(String json, Set<String> except) {
    List<String> values = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return List.of();
      }
      values.add("");
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        boolean value = token == JsonToken.VALUE_STRING || token.isNumeric();
        if (value && !except.contains(memberName(parser))) {
          values.add(wellFormed(parser.getString()));
        }
      }
    }
    return values;
  }

  /** The name of the member that a value, or a list with it, belongs to. */
  private static String memberName(JsonParser parser) {
    TokenStreamContext context = parser.streamReadContext();
    while (context.inArray()) {
      context = context.getParent();
    }
    return String.valueOf(context.currentName());
  }

  /** The strings and numbers of a document. */
  private record Held(String message, Set<String> values, String all) {

    static Held of(String json) {
      List<String> values = NothingLost.values(json, Set.of());
      String all = String.join("\n", values);
      return new Held(
          message(json),
          new HashSet<>(values),
          (all + "\n" + unescaped(all)).toLowerCase(Locale.ROOT));
    }

    /** What is displaced stands as it was written, with its escapes. */
    private static String unescaped(String json) {
      String text =
          ESCAPE
              .matcher(json)
              .replaceAll(
                  escape ->
                      Matcher.quoteReplacement(
                          switch (escape.group().charAt(1)) {
                            case 'u' ->
                                String.valueOf(
                                    (char) Integer.parseInt(escape.group().substring(2), 16));
                            case 'n' -> "\n";
                            case 'r' -> "\r";
                            case 't' -> "\t";
                            case 'b' -> "\b";
                            case 'f' -> "\f";
                            default -> escape.group().substring(1);
                          }));
      return wellFormed(text);
    }

    private static String message(String json) {
      try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          boolean message = parser.currentName().equals("message");
          parser.nextToken();
          if (message) {
            return parser.getString();
          }
          parser.skipChildren();
        }
        return "";
      }
    }

    /** As a value of its own, or in another one: displaced, in a text, or in a list as text. */
    boolean has(String value) {
      return values.contains(value) || all.contains(value.stripTrailing().toLowerCase(Locale.ROOT));
    }

    /** As the line in a wrapper, which is read as if it came alone. */
    boolean hasLine(String value) {
      List<String> inner = valuesOfObject(value);
      return !inner.isEmpty() && inner.stream().allMatch(this::has);
    }
  }
}
