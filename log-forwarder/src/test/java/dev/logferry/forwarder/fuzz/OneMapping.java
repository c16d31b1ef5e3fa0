package dev.logferry.forwarder.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.document.Limits;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The mapping that dynamic mapping makes of one document: each path has one kind of value, at every
 * place where it stands.
 */
final class OneMapping {

  /** Elasticsearch's {@code index.mapping.total_fields.limit} counts objects as well. */
  private static final int MOST_FIELDS = 1_000;

  private static final int MOST_NAME_CHARACTERS = 512;

  /** Of Lucene, and of the key and value together in a {@code flattened} field. */
  private static final int MOST_TERM_BYTES = 32_766;

  /** Values longer than this are not indexed in the flattened field {@code json}. */
  private static final int FLATTENED_IGNORE_ABOVE = 8_000;

  private enum Kind {
    OBJECT,
    TEXT,
    WHOLE,
    FRACTION,
    BOOLEAN
  }

  private final Limits limits;
  private final Map<String, Kind> kinds = new HashMap<>();
  private final Map<String, String> texts = new HashMap<>();

  OneMapping(Limits limits) {
    this.limits = limits;
  }

  Set<String> topNames() {
    return kinds.keySet().stream()
        .map(path -> path.substring(0, path.indexOf('.') < 0 ? path.length() : path.indexOf('.')))
        .collect(Collectors.toSet());
  }

  /** The text at a path; the last one, if there are several. */
  String text(String path) {
    return texts.getOrDefault(path, "");
  }

  /** Reads the document that the parser stands at the start of. */
  void read(JsonParser parser) {
    assertThat(parser.currentToken()).isEqualTo(JsonToken.START_OBJECT);
    members(parser, "", 1);
    long fields = kinds.keySet().stream().filter(path -> !path.isEmpty()).count();
    assertThat(fields).as("fields that the mapping gets").isLessThanOrEqualTo(MOST_FIELDS);
  }

  private void members(JsonParser parser, String prefix, int depth) {
    assertThat(depth).as("depth at %s", prefix).isLessThanOrEqualTo(limits.maxNestingDepth());
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      assertThat(name).isNotBlank().hasSizeLessThanOrEqualTo(MOST_NAME_CHARACTERS);
      assertThat(name).doesNotContain(".");
      assertWellFormed(name);
      parser.nextToken();
      if (depth == 1 && name.equals("json")) {
        kinds.put("json", Kind.TEXT);
        assertThat(parser.currentToken()).as("json").isEqualTo(JsonToken.START_OBJECT);
        flattened(parser, "", 2);
      } else {
        value(parser, prefix + name, depth);
      }
    }
  }

  private void value(JsonParser parser, String path, int depth) {
    switch (parser.currentToken()) {
      case START_OBJECT -> {
        is(path, Kind.OBJECT);
        members(parser, path + ".", depth + 1);
      }
      case START_ARRAY -> {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          value(parser, path, depth);
        }
      }
      case VALUE_STRING -> {
        is(path, Kind.TEXT);
        assertWellFormed(parser.getString());
        texts.put(path, parser.getString());
      }
      case VALUE_NUMBER_INT -> {
        is(path, Kind.WHOLE);
        assertThat(parser.getLongValue()).as("fits a long").isNotNull();
      }
      case VALUE_NUMBER_FLOAT -> {
        is(path, Kind.FRACTION);
        assertThat(Math.abs(parser.getDoubleValue())).isLessThanOrEqualTo(Float.MAX_VALUE);
      }
      case VALUE_TRUE, VALUE_FALSE -> is(path, Kind.BOOLEAN);
      default -> assertThat(parser.currentToken()).isEqualTo(JsonToken.VALUE_NULL);
    }
  }

  private void is(String path, Kind kind) {
    Kind before = kinds.putIfAbsent(path, kind);
    assertThat(before == null || before == kind)
        .as("%s is %s and %s in one document", path, before, kind)
        .isTrue();
  }

  private void flattened(JsonParser parser, String path, int depth) {
    switch (parser.currentToken()) {
      case START_OBJECT -> {
        assertThat(depth).as("depth in json").isLessThanOrEqualTo(limits.maxNestingDepth());
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          String name = parser.currentName();
          assertThat(name).isNotBlank().doesNotContain("\0");
          assertWellFormed(name);
          parser.nextToken();
          flattened(parser, path.isEmpty() ? name : path + "." + name, depth + 1);
        }
      }
      case START_ARRAY -> {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          flattened(parser, path, depth);
        }
      }
      default -> flattenedTerm(path, parser.getString());
    }
  }

  private static void flattenedTerm(String path, String value) {
    assertWellFormed(value);
    if (value.length() <= FLATTENED_IGNORE_ABOVE) {
      int bytes = value.getBytes(StandardCharsets.UTF_8).length;
      int keyBytes = path.getBytes(StandardCharsets.UTF_8).length;
      assertThat(keyBytes + 1 + bytes)
          .as("bytes of key and value in json")
          .isLessThanOrEqualTo(MOST_TERM_BYTES);
    }
  }

  private static void assertWellFormed(String text) {
    boolean wellFormed = text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    assertThat(wellFormed).as("no half of a surrogate pair").isTrue();
  }
}
