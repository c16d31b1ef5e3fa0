package dev.logferry.forwarder.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonWriterTest {

  private static final JsonMapper JACKSON = JsonMapper.builder().build();

  @Test
  void commas_stand_between_values_and_nowhere_else() {
    JsonWriter json = new JsonWriter();
    json.beginObject();
    json.member("a", 1);
    json.name("b");
    json.beginArray();
    json.endArray();
    json.name("c");
    json.beginArray();
    json.string("x");
    json.number(-2);
    json.beginObject();
    json.endObject();
    json.endArray();
    json.member("d", "y");
    json.endObject();

    assertThat(json).hasToString("{\"a\":1,\"b\":[],\"c\":[\"x\",-2,{}],\"d\":\"y\"}");
  }

  @Property(tries = 1_000)
  void jackson_reads_the_names_and_texts_that_were_written(
      @ForAll String name, @ForAll String text) {
    JsonWriter json = new JsonWriter();
    json.beginObject();
    json.member(name, text);
    json.endObject();

    JsonNode read = JACKSON.readTree(json.toString());

    assertThat(read.propertyNames()).containsExactly(encodable(name));
    assertThat(read.path(encodable(name)).asString()).isEqualTo(encodable(text));
  }

  @Property(tries = 1_000)
  void durations_are_milliseconds_with_three_decimals(
      @ForAll @LongRange(min = 0, max = 4_000_000_000L) long microseconds) {
    JsonWriter json = new JsonWriter();
    json.milliseconds(microseconds);

    assertThat(json.toString()).matches("\\d+\\.\\d{3}");
    assertThat(Math.round(Double.parseDouble(json.toString()) * 1000)).isEqualTo(microseconds);
  }

  /** Half of a surrogate pair has no UTF-8; Java writes a question mark instead. */
  private static String encodable(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
