package dev.logferry.forwarder.document;

import dev.logferry.forwarder.document.Json.JsonArray;
import dev.logferry.forwarder.document.Json.JsonBoolean;
import dev.logferry.forwarder.document.Json.JsonNull;
import dev.logferry.forwarder.document.Json.JsonNumber;
import dev.logferry.forwarder.document.Json.JsonObject;
import dev.logferry.forwarder.document.Json.JsonString;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes one kind of an array's values. A field has one type for all of them: Elasticsearch refuses
 * an array of a text and a number in a field that it is about to map.
 *
 * @see <a
 *     href="https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/array">Arrays</a>
 */
final class MixedArray {

  private enum Kind {
    TEXT,
    WHOLE_NUMBER,
    FRACTION,
    BOOLEAN,
    OBJECT
  }

  private MixedArray() {}

  /**
   * The array itself; numbers with and without a fraction all with one; other mixtures as texts.
   */
  static JsonArray ofOneKind(JsonArray array, Marks marks) {
    Set<Kind> kinds = kinds(array).collect(Collectors.toSet());
    if (kinds.size() <= 1) {
      return array;
    }
    marks.guarded(Guard.MIXED_ARRAY);
    return kinds.equals(EnumSet.of(Kind.WHOLE_NUMBER, Kind.FRACTION))
        ? fractions(array)
        : texts(array);
  }

  private static Stream<Kind> kinds(Json value) {
    return switch (value) {
      case JsonArray(var elements) -> elements.stream().flatMap(MixedArray::kinds);
      case JsonString _ -> Stream.of(Kind.TEXT);
      case JsonNumber(String literal) ->
          Stream.of(Numbers.isWhole(literal) ? Kind.WHOLE_NUMBER : Kind.FRACTION);
      case JsonBoolean _ -> Stream.of(Kind.BOOLEAN);
      case JsonObject _ -> Stream.of(Kind.OBJECT);
      case JsonNull _ -> Stream.of();
    };
  }

  /** {@code [1,2.5]} as {@code [1.0,2.5]}. */
  private static JsonArray fractions(JsonArray array) {
    return new JsonArray(array.elements().stream().map(MixedArray::fraction).toList());
  }

  private static Json fraction(Json value) {
    return switch (value) {
      case JsonArray inner -> fractions(inner);
      case JsonNumber(String literal) when Numbers.isWhole(literal) ->
          new JsonNumber(literal + ".0");
      default -> value;
    };
  }

  private static JsonArray texts(JsonArray array) {
    return new JsonArray(array.elements().stream().map(MixedArray::text).toList());
  }

  private static Json text(Json value) {
    return switch (value) {
      case JsonArray inner -> texts(inner);
      case JsonNumber(String literal) -> new JsonString(literal);
      case JsonBoolean(boolean bool) -> new JsonString(String.valueOf(bool));
      case JsonObject object -> new JsonString(JsonText.text(object));
      case JsonString string -> string;
      case JsonNull none -> none;
    };
  }
}
