package dev.logferry.forwarder.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.document.TestMapping.Document;
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
  @CsvSource({"warn,WARN", "severe,ERROR", "Notice,INFO", "CRITICAL,FATAL", "odd,odd"})
  void a_lifted_level_has_its_common_name_and_json_keeps_what_was_written(
      String written, String common) {
    Document document = TestMapping.PLAIN.map("{\"level\":\"" + written + "\"}");

    assertThat(document.at("log/level")).isEqualTo(common);
    assertThat(document.at("json/level")).isEqualTo(written);
  }
}
