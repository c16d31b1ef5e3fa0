package dev.logferry.api.contract;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BigIntegerNode;
import tools.jackson.databind.node.StringNode;

/**
 * A value to try for a parameter.
 *
 * @param fits whether the document allows it
 */
record Probe(String value, boolean fits) {

  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)");

  private static final List<String> NO_NUMBERS =
      List.of(
          "",
          " ",
          "+1",
          "-1",
          "01",
          "1.0",
          "1e1",
          "0x1",
          " 1",
          "1 ",
          "1,2",
          "1;",
          "１",
          "一",
          "NaN",
          "null",
          "true",
          "18446744073709551617",
          "99999999999999999999999999",
          "1\u0000");

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "  \t ",
          "　",
          "\u00a0",
          "a",
          "A",
          "0",
          "a-b",
          "a--b",
          "-a",
          "a-",
          "a_b",
          "a.b",
          "a b",
          " a",
          "a ",
          "ä",
          "美容液",
          "ＶＣ",
          "😀",
          "a\u0000",
          "\u0000",
          "a\nb",
          "a\r\nX: y",
          "\u007f",
          "\u0085",
          "%",
          "_",
          "\\",
          "'",
          "''; drop table product; --",
          "\"",
          "<b>",
          "../..",
          "${x}",
          "\ufeff",
          "\u0301",
          "ﾊﾟ",
          "null",
          "undefined",
          "AAAA",
          "e\u0301");

  /** Values just inside and just outside of every bound, and what people send by mistake. */
  static List<Probe> of(OpenApiDocument document, Parameter parameter) {
    Stream<String> values =
        parameter.isInteger() ? numbers(parameter.schema()) : texts(parameter.schema());
    Set<String> distinct = new LinkedHashSet<>(values.toList());
    return distinct.stream()
        .map(value -> new Probe(value, fits(document, parameter, value)))
        .toList();
  }

  private static Stream<String> numbers(JsonNode schema) {
    long least = schema.get("minimum").asLong();
    long most = schema.get("maximum").asLong();
    Stream<String> bounds =
        Stream.of(least - 1, least, least + 1, (least + most) / 2, most - 1, most, most + 1)
            .map(String::valueOf);
    return Stream.concat(bounds, NO_NUMBERS.stream());
  }

  private static Stream<String> texts(JsonNode schema) {
    Stream<String> choices =
        schema
            .path("enum")
            .valueStream()
            .map(JsonNode::asString)
            .flatMap(
                choice ->
                    Stream.of(choice, choice.toUpperCase(java.util.Locale.ROOT), choice + " "));
    Stream<String> lengths =
        Stream.of("minLength", "maxLength")
            .filter(schema::has)
            .mapToInt(bound -> schema.get(bound).asInt())
            .flatMap(bound -> java.util.stream.IntStream.of(bound - 1, bound, bound + 1))
            .boxed()
            .flatMap(length -> Stream.of("a", "あ", "😀").map(letter -> letter.repeat(length)));
    return Stream.of(choices, lengths, TEXTS.stream()).flatMap(texts -> texts);
  }

  /** Whether the document allows a value. Of cursors it can't say: only the service makes them. */
  static boolean fits(OpenApiDocument document, Parameter parameter, String value) {
    if (parameter.isCursor() || (parameter.isInteger() && !WHOLE_NUMBER.matcher(value).matches())) {
      return false;
    }
    JsonNode json =
        parameter.isInteger()
            ? BigIntegerNode.valueOf(new java.math.BigInteger(value))
            : StringNode.valueOf(value);
    return document.schemas().violations(parameter.schemaPointer(), json).isEmpty();
  }
}
