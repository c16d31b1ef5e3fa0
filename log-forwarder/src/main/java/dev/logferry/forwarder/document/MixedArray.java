package dev.logferry.forwarder.document;

import dev.logferry.forwarder.document.Json.JsonArray;
import dev.logferry.forwarder.document.Json.JsonBoolean;
import dev.logferry.forwarder.document.Json.JsonNull;
import dev.logferry.forwarder.document.Json.JsonNumber;
import dev.logferry.forwarder.document.Json.JsonObject;
import dev.logferry.forwarder.document.Json.JsonString;
import dev.logferry.forwarder.document.Json.Member;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Makes one kind of an array's values. A field has one type for all of them: Elasticsearch refuses
 * an array of a text and a number in a field that it is about to map. The same holds for the
 * members of one name in an array's objects, which are one field.
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

  private static final Set<Kind> NUMBERS = EnumSet.of(Kind.WHOLE_NUMBER, Kind.FRACTION);

  private MixedArray() {}

  /**
   * The array itself; numbers with and without a fraction all with one; other mixtures as texts.
   */
  static JsonArray ofOneKind(JsonArray array, MappingNotes notes) {
    return new JsonArray(ofOneKind(array.elements(), notes));
  }

  private static List<Json> ofOneKind(List<Json> values, MappingNotes notes) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    List<JsonObject> objects = new ArrayList<>();
    values.forEach(value -> gather(value, kinds, objects));
    if (kinds.size() <= 1) {
      return objects.size() <= 1 ? values : withMembersOfOneKind(values, objects, notes);
    }
    notes.guarded(Guard.MIXED_ARRAY);
    UnaryOperator<Json> change = kinds.equals(NUMBERS) ? MixedArray::fraction : MixedArray::text;
    return values.stream().map(value -> atLeaves(value, change)).toList();
  }

  private static void gather(Json value, Set<Kind> kinds, List<JsonObject> objects) {
    switch (value) {
      case JsonArray(var elements) -> elements.forEach(element -> gather(element, kinds, objects));
      case JsonString _ -> kinds.add(Kind.TEXT);
      case JsonNumber(String literal) ->
          kinds.add(Numbers.isWhole(literal) ? Kind.WHOLE_NUMBER : Kind.FRACTION);
      case JsonBoolean _ -> kinds.add(Kind.BOOLEAN);
      case JsonObject object -> {
        kinds.add(Kind.OBJECT);
        objects.add(object);
      }
      case JsonNull _ -> {}
    }
  }

  /** Each name's values, taken together over all objects, are as the elements of one array. */
  private static List<Json> withMembersOfOneKind(
      List<Json> values, List<JsonObject> objects, MappingNotes notes) {
    Map<String, List<Json>> byName = new HashMap<>();
    for (JsonObject object : objects) {
      for (Member member : object.members()) {
        byName.computeIfAbsent(member.name(), _ -> new ArrayList<>()).add(member.value());
      }
    }
    Map<String, Iterator<Json>> unified = new HashMap<>();
    byName.forEach((name, of) -> unified.put(name, ofOneKind(of, notes).iterator()));
    return values.stream().map(value -> atLeaves(value, leaf -> refilled(leaf, unified))).toList();
  }

  private static Json refilled(Json value, Map<String, Iterator<Json>> values) {
    return value instanceof JsonObject(List<Member> members)
        ? new JsonObject(
            members.stream()
                .map(member -> new Member(member.name(), next(values, member.name())))
                .toList())
        : value;
  }

  private static Json next(Map<String, Iterator<Json>> values, String name) {
    Iterator<Json> iterator = values.get(name);
    return iterator == null ? new JsonNull() : iterator.next();
  }

  private static Json atLeaves(Json value, UnaryOperator<Json> change) {
    return value instanceof JsonArray(List<Json> elements)
        ? new JsonArray(elements.stream().map(element -> atLeaves(element, change)).toList())
        : change.apply(value);
  }

  /** {@code 1} as {@code 1.0}. */
  private static Json fraction(Json value) {
    return value instanceof JsonNumber(String literal) && Numbers.isWhole(literal)
        ? new JsonNumber(literal + ".0")
        : value;
  }

  private static Json text(Json value) {
    return switch (value) {
      case JsonNumber(String literal) -> new JsonString(literal);
      case JsonBoolean(boolean bool) -> new JsonString(String.valueOf(bool));
      case JsonObject object -> new JsonString(JsonText.text(object));
      case JsonArray array -> array;
      case JsonString string -> string;
      case JsonNull none -> none;
    };
  }
}
