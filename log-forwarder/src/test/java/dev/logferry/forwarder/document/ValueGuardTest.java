package dev.logferry.forwarder.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.decode.LogEvent;
import dev.logferry.forwarder.document.TestMapping.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that Elasticsearch would refuse, or that no UTF-8 text can hold. */
class ValueGuardTest {

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775808", "-9223372036854775809", "1e400", "-1e39", "4e38"})
  void a_number_beyond_the_mapping_is_displaced(String number) {
    Document document = TestMapping.PLAIN.map("{\"ecs.version\":\"1\",\"n\":" + number + "}");

    assertThat(document.displaced()).containsExactly("n=" + number);
    assertThat(document.guarded()).containsExactly("number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775807", "-9223372036854775808", "3e38", "1e-400", "-0"})
  void a_number_within_the_mapping_stays_as_it_is_written(String number) {
    Document document = TestMapping.PLAIN.map("{\"ecs.version\":\"1\",\"n\":" + number + "}");

    assertThat(document.guarded()).isEmpty();
    assertThat(document.text()).contains("\"n\":" + number + ",");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[1,\"a\",true,null,{\"b\":1}] | [\"1\",\"a\",\"true\",null,\"{\\\"b\\\":1}\"]",
        "[[1],[\"a\"]] | [[\"1\"],[\"a\"]]",
        "[1,2.5] | [1.0,2.5]",
        "[1e2,3] | [1e2,3.0]"
      })
  void an_array_of_several_kinds_becomes_one_of_one_kind(String array, String expected) {
    Document document = TestMapping.PLAIN.map("{\"ecs.version\":\"1\",\"a\":" + array + "}");

    assertThat(document.text()).contains("\"a\":" + expected);
    assertThat(document.guarded()).containsExactly("mixed_array");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{\"b\":1},{\"b\":\"x\"}] | [{\"b\":\"1\"},{\"b\":\"x\"}]",
        "[{\"b\":1,\"c\":2},{\"b\":2.5}] | [{\"b\":1.0,\"c\":2},{\"b\":2.5}]",
        "[{\"b\":{\"c\":1}},[{\"b\":true}]] | [{\"b\":\"{\\\"c\\\":1}\"},[{\"b\":\"true\"}]]",
        "[{\"b.c\":1},{\"b\":{\"c\":[\"x\",null]}}] | [{\"b\":{\"c\":\"1\"}},{\"b\":{\"c\":[\"x\",null]}}]"
      })
  void members_of_one_name_in_an_arrays_objects_become_of_one_kind(String array, String expected) {
    Document document = TestMapping.PLAIN.map("{\"ecs.version\":\"1\",\"a\":" + array + "}");

    assertThat(document.text()).contains("\"a\":" + expected);
    assertThat(document.guarded()).containsExactly("mixed_array");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1,2,null]", "[\"a\",null,\"b\"]", "[{\"b\":1},{\"b\":2}]", "[]"})
  void an_array_of_one_kind_stays_as_it_is(String array) {
    Document document = TestMapping.PLAIN.map("{\"ecs.version\":\"1\",\"a\":" + array + "}");

    assertThat(document.text()).contains("\"a\":" + array);
    assertThat(document.guarded()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"ecs.version\":\"1\",\"half \\ud83d\":\"x\"} | half \uFFFD",
        "{\"ecs.version\":\"1\",\"half \\uDE00\":\"x\"} | half \uFFFD",
        "{\"ecs.version\":\"1\",\"\\ud83d\\ud83d\\ude00\":\"x\"} | \uFFFD\uD83D\uDE00",
        "{\"ecs.version\":\"1\",\"\\\\ud83d \\ude00\":\"x\"} | \\\\ud83d \uFFFD"
      })
  void half_a_surrogate_pair_in_a_name_costs_no_field(String line, String name) {
    Document document = TestMapping.PLAIN.map(line);

    assertThat(document.text()).contains("\"" + name + "\":\"x\"");
    assertThat(document.guarded()).containsExactly("surrogate");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"x\"", "1", "true", "[1]", "[{\"a\":1}]"})
  void an_ecs_lines_json_that_is_no_object_is_displaced(String value) {
    Document document = TestMapping.PLAIN.map("{\"ecs.version\":\"1\",\"json\":" + value + "}");

    assertThat(document.at("json")).isEqualTo("absent");
    assertThat(document.displaced()).containsExactly("json=" + value.replace("\"x\"", "x"));
    assertThat(document.guarded()).containsExactly("reserved_field");
  }

  @Test
  void an_ecs_lines_json_keeps_what_a_flattened_field_takes() {
    Document document =
        TestMapping.PLAIN.map(
            "{\"ecs.version\":\"1\",\"json\":{\"a\":1},\"json.b\":[1,\"x\"],\"json.nul\\u0000l\":2}");

    assertThat(document.at("json")).isEqualTo("{\"a\":1,\"b\":[1,\"x\"]}");
    assertThat(document.displaced()).containsExactly("json.nul\0l=2");
  }

  @ParameterizedTest
  @CsvSource({
    "9223372036854775807,2262-04-11T23:47:15.999Z",
    "-1,1970-01-01T00:00:00.000Z",
    "-9223372036854775808,1970-01-01T00:00:00.000Z"
  })
  void a_time_of_cloudwatch_beyond_the_mapping_gives_way_to_the_nearest(long time, String nearest) {
    Document document = TestMapping.PLAIN.map(new LogEvent("e", time, "x", 0));

    assertThat(document.at("@timestamp")).isEqualTo(nearest);
    assertThat(document.displaced()).containsExactly("timestamp=" + time);
    assertThat(document.guarded()).containsExactly("timestamp");
  }

  @ParameterizedTest
  @CsvSource({"1763803800123,2025-11-22T09:30:00.123Z", "0,1970-01-01T00:00:00.000Z"})
  void a_time_of_cloudwatch_within_the_mapping_stays(long time, String expected) {
    Document document = TestMapping.PLAIN.map(new LogEvent("e", time, "x", 0));

    assertThat(document.at("@timestamp")).isEqualTo(expected);
    assertThat(document.guarded()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"warn,WARN", "severe,ERROR", "Notice,INFO", "CRITICAL,FATAL", "odd,absent"})
  void a_lifted_level_has_its_common_name_and_json_keeps_what_was_written(
      String written, String common) {
    Document document = TestMapping.PLAIN.map("{\"level\":\"" + written + "\"}");

    assertThat(document.at("log/level")).isEqualTo(common);
    assertThat(document.at("json/level")).isEqualTo(written);
  }
}
