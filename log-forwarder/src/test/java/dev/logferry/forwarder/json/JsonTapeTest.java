package dev.logferry.forwarder.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.json.JsonTape.Read;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class JsonTapeTest {

  private static final int MAX_DEPTH = 20;
  private static final int MAX_VALUES = 1_000;

  private final JsonTape tape = new JsonTape(MAX_DEPTH, MAX_VALUES);

  @Test
  void says_where_each_value_stands_in_the_order_of_the_text() {
    assertThat(read("{\"a\":[1,{\"b\":\"x\"}],\"c\":null}")).isEqualTo(Read.OBJECT);

    assertThat(tape.size()).isEqualTo(6);
    assertThat(tape.kind(0)).isEqualTo(JsonKind.OBJECT);
    assertThat(tape.next(0)).isEqualTo(6);
    int array = tape.member(0, "a");
    assertThat(tape.kind(array)).isEqualTo(JsonKind.ARRAY);
    assertThat(tape.next(array)).isEqualTo(5);
    assertThat(tape.string(array)).isEqualTo("[1,{\"b\":\"x\"}]");
    assertThat(tape.string(array + 1)).isEqualTo("1");
    assertThat(tape.string(tape.member(array + 2, "b"))).isEqualTo("x");
    assertThat(tape.kind(tape.member(0, "c"))).isEqualTo(JsonKind.NULL);
    assertThat(tape.member(0, "b")).isEqualTo(-1);
  }

  @Test
  void knows_what_takes_more_than_copying() {
    read(
        "{\"plain\":\"a\",\"escaped\":\"\\u0061\",\"lone\":\"\\ud83d\",\"pair\":\"\\ud83d\\ude00\"}");

    assertThat(tape.isEscaped(1)).isFalse();
    assertThat(tape.isEscaped(2)).isTrue();
    assertThat(tape.hasLoneSurrogate(2)).isFalse();
    assertThat(tape.hasLoneSurrogate(3)).isTrue();
    assertThat(tape.hasLoneSurrogate(4)).isFalse();
    assertThat(tape.hasLoneSurrogates()).isTrue();
    assertThat(tape.string(3)).isEqualTo("\uFFFD");
    assertThat(tape.string(4)).isEqualTo("😀");
    assertThat(tape.isOnSeveralLines()).isFalse();

    read("{\"n\\u0061me\":1,\n\"a\":2}");
    assertThat(tape.isNameEscaped(1)).isTrue();
    assertThat(tape.isNameEscaped(2)).isFalse();
    assertThat(tape.hasLoneSurrogates()).isFalse();
    assertThat(tape.isOnSeveralLines()).isTrue();
  }

  @Test
  void tells_whole_numbers_from_fractions() {
    read("{\"a\":[0,-0,12345678901234567890,1.0,1e2,1E-2,-0.5]}");

    assertThat(kinds(1))
        .containsExactly(
            JsonKind.WHOLE_NUMBER,
            JsonKind.WHOLE_NUMBER,
            JsonKind.WHOLE_NUMBER,
            JsonKind.FRACTION,
            JsonKind.FRACTION,
            JsonKind.FRACTION,
            JsonKind.FRACTION);
  }

  private List<JsonKind> kinds(int array) {
    List<JsonKind> kinds = new ArrayList<>();
    for (int element = array + 1; element < tape.next(array); element = tape.next(element)) {
      kinds.add(tape.kind(element));
    }
    return kinds;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[1]",
        "1",
        "text",
        "{",
        "{}}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":[1,]}",
        "{\"a\":[1}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":1.}",
        "{\"a\":1e}",
        "{\"a\":-}",
        "{\"a\":truе}",
        "{\"a\":tru}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u00g0\"}",
        "{\"a\":\"\\u00",
        "{\"a\":\"",
        "{\"a\":\"\\",
        "{'a':1}",
        "{\"a\":1}//",
        "{\"a\":1}\u00a0",
        "\uFEFF{}"
      })
  void what_is_no_json_object_is_none(String text) {
    assertThat(read(text)).isEqualTo(Read.NOT_AN_OBJECT);
    assertThat(jackson(text)).isEmpty();
  }

  @Test
  void depth_values_and_length_of_numbers_have_limits() {
    assertThat(read("{\"a\":" + "[".repeat(MAX_DEPTH - 1) + "]".repeat(MAX_DEPTH - 1) + "}"))
        .isEqualTo(Read.OBJECT);
    assertThat(read("{\"a\":" + "[".repeat(MAX_DEPTH) + "]".repeat(MAX_DEPTH) + "}"))
        .isEqualTo(Read.BEYOND_LIMITS);
    assertThat(read("{\"a\":[" + "1,".repeat(MAX_VALUES - 3) + "1]}")).isEqualTo(Read.OBJECT);
    assertThat(read("{\"a\":[" + "1,".repeat(MAX_VALUES - 2) + "1]}"))
        .isEqualTo(Read.BEYOND_LIMITS);
    assertThat(read("{\"a\":" + "1".repeat(1_000) + "}")).isEqualTo(Read.OBJECT);
    assertThat(read("{\"a\":" + "1".repeat(1_001) + "}")).isEqualTo(Read.BEYOND_LIMITS);
  }

  @Test
  void a_part_of_an_array_is_read_and_nothing_beyond_it() {
    byte[] bytes = "xx{\"a\":1}{".getBytes(StandardCharsets.UTF_8);
    assertThat(tape.read(bytes, 2, 9)).isEqualTo(Read.OBJECT);
    assertThat(tape.read(bytes, 2, 8)).isEqualTo(Read.NOT_AN_OBJECT);
    assertThat(tape.isClosed()).isFalse();
    assertThat(tape.read(bytes, 2, 10)).isEqualTo(Read.NOT_AN_OBJECT);
    assertThat(tape.isClosed()).isTrue();
  }

  /** Names, kinds and texts in order, as Jackson sees them. */
  @Property(seed = "4711", tries = 5_000)
  void reads_what_jackson_reads_and_refuses_what_it_refuses(@ForAll("almostJson") String any) {
    String text = Utf8.of(any).toString(); // a piece may have split a surrogate pair
    boolean object = read(text) == Read.OBJECT;
    List<String> expected = jackson(text);

    assertThat(object).as(text).isEqualTo(!expected.isEmpty());
    if (object) {
      assertThat(events()).as(text).isEqualTo(expected);
    }
  }

  @Provide
  Arbitrary<String> almostJson() {
    Arbitrary<String> sound =
        Arbitraries.of(
            "{\"a\":1,\"b\":[true,false,null],\"c.d\":{\"e\":\"x\"}}",
            " {\"a\" : -1.5e+10 , \"\\u0061\\n\" : \"\\ud83d\\ude00 \\\" \\\\\" } ",
            "{\"語\":\"😀é\",\"n\":{\"n\":{\"n\":[[],{},[[1]]]}}}",
            "{\"a\":0,\"a\":\"\\/\\b\\f\\r\\t\"}");
    Arbitrary<String> piece =
        Arbitraries.strings().withChars("{}[]\",:\\u0d8e+-.1tfn \n\t").ofMaxLength(3);
    return Combinators.combine(
            sound,
            Arbitraries.integers().between(0, 60),
            piece,
            Arbitraries.integers().between(0, 2))
        .as(
            (text, from, insert, removed) -> {
              int start = Math.min(from, text.length());
              int end = Math.min(start + removed, text.length());
              return text.substring(0, start) + insert + text.substring(end);
            });
  }

  private List<String> events() {
    List<String> events = new ArrayList<>();
    collect(0, events);
    return events;
  }

  private void collect(int value, List<String> events) {
    JsonKind kind = tape.kind(value);
    boolean container = kind == JsonKind.OBJECT || kind == JsonKind.ARRAY;
    events.add(kind + (container ? "" : " " + tape.string(value)));
    for (int inner = value + 1; inner < tape.next(value); inner = tape.next(inner)) {
      if (kind == JsonKind.OBJECT) {
        Utf8Buffer name = new Utf8Buffer(8);
        JsonStrings.unescape(tape.bytes(), tape.nameStart(inner), tape.nameEnd(inner), name);
        events.add("name " + name.from(0));
      }
      collect(inner, events);
    }
  }

  /** Empty if Jackson refuses it, for a reason other than half of a surrogate pair in a name. */
  private static List<String> jackson(String text) {
    List<String> events = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return List.of();
      }
      int depth = 0;
      do {
        JsonToken token = parser.currentToken();
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        event(parser).ifPresent(events::add);
        parser.nextToken();
      } while (depth > 0);
      return parser.currentToken() == null ? events : List.of();
    } catch (JacksonException _) {
      return List.of();
    }
  }

  private static java.util.Optional<String> event(JsonParser parser) {
    return java.util.Optional.ofNullable(
        switch (parser.currentToken()) {
          case START_OBJECT -> "OBJECT";
          case START_ARRAY -> "ARRAY";
          case PROPERTY_NAME -> "name " + wellFormed(parser.currentName());
          case VALUE_STRING -> "STRING " + wellFormed(parser.getString());
          case VALUE_NUMBER_INT -> "WHOLE_NUMBER " + parser.getString();
          case VALUE_NUMBER_FLOAT -> "FRACTION " + parser.getString();
          case VALUE_TRUE -> "TRUE true";
          case VALUE_FALSE -> "FALSE false";
          case VALUE_NULL -> "NULL null";
          default -> null;
        });
  }

  private static String wellFormed(String text) {
    StringBuilder wellFormed = new StringBuilder();
    text.codePoints().forEach(c -> wellFormed.appendCodePoint(c >> 11 == 0x1b ? 0xfffd : c));
    return wellFormed.toString();
  }

  private Read read(String text) {
    return tape.read(Utf8.of(text));
  }
}
