package dev.logferry.forwarder.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.document.TestMapping.Document;
import dev.logferry.forwarder.document.fields.FieldNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ECS lines whose members want the same place, or one that is not theirs. */
class EcsClashTest {

  private static Document ecs(String members) {
    return TestMapping.PLAIN.map("{\"ecs.version\":\"1\"," + members + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // the object wins, whichever came first
        "\"a\":\"x\",\"a.b\":1|{\"b\":1}|a=x|clash",
        "\"a.b\":1,\"a\":\"x\"|{\"b\":1}|a=x|clash",
        "\"a\":[1,2],\"a\":{\"b\":1}|{\"b\":1}|a=[1,2]|clash",
        "\"a\":{\"b\":{\"c\":1}},\"a.b\":2|{\"b\":{\"c\":1}}|a.b=2|clash",
        "\"a\":{\"b\":2},\"a.b.c\":1|{\"b\":{\"c\":1}}|a.b=2|clash",
        "\"a\":[{\"b\":1}],\"a.b\":2|{\"b\":2}|a=[{\"b\":1}]|clash",
        "\"a.b\":2,\"a\":[{\"b\":1}]|{\"b\":2}|a=[{\"b\":1}]|clash",
        // the first of two values stays
        "\"a\":1,\"a\":2|1|a=2|duplicate_key",
        "\"a.b\":1,\"a\":{\"b\":\"1\"}|{\"b\":1}|a.b=1|duplicate_key",
        "\"a\":true,\"a\":[]|true|a=[]|duplicate_key"
      })
  void of_two_values_one_stays_and_the_other_is_displaced(
      String members, String stays, String displaced, String guard) {
    Document document = ecs(members);
    assertThat(document.at("a")).isEqualTo(stays);
    assertThat(document.displaced()).containsExactly(displaced);
    assertThat(document.guarded()).containsExactly(guard);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"a\":1,\"a\":1|1",
        "\"a\":null,\"a\":2|2",
        "\"a\":2,\"a\":null|2",
        "\"a\":null,\"a.b\":2|{\"b\":2}",
        "\"a.b\":2,\"a\":null|{\"b\":2}",
        "\"a.b\":2,\"a\":{}|{\"b\":2}",
        "\"a.b\":2,\"a.c\":3|{\"b\":2,\"c\":3}",
        "\"a\":[{\"b.c\":1,\"b\":{\"d\":2}},[{\"e.f\":3}],null]|[{\"b\":{\"c\":1,\"d\":2}},[{\"e\":{\"f\":3}}],null]"
      })
  void what_loses_nothing_is_no_clash(String members, String expected) {
    Document document = ecs(members);
    assertThat(document.at("a")).isEqualTo(expected);
    assertThat(document.guarded()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"log.level\":\"odd\",\"log.level\":\"error\"|log.level=odd",
        "\"log\":{\"level\":\"odd\"},\"log.level\":\"error\"|log.level=odd",
        "\"log.level\":\"odd\",\"level\":\"error\"|log.level=odd",
        "\"log.level\":[\"error\"],\"level\":\"error\"|log.level=[\"error\"]",
      })
  void a_level_displaces_a_first_value_that_names_none(String members, String displaced) {
    Document document = ecs(members);
    assertThat(document.at("log/level")).isEqualTo("ERROR");
    assertThat(document.displaced()).contains(displaced);
    assertThat(document.guarded()).contains("level");
  }

  @Test
  void objects_in_an_array_are_shaped_and_guarded_each() {
    Document document = ecs("\"a\":[{\"b\":1,\"b.c\":2,\"\":3,\"d\":4,\"d\":5}]");
    assertThat(document.at("a")).isEqualTo("[{\"b\":{\"c\":2},\"d\":4}]");
    assertThat(document.displaced()).containsExactly("a.b=1", "a.=3", "a.d=5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", " ", "a.", ".a", "a..b", "a. .b", "\\u2003", "a.\\t"})
  void names_that_elasticsearch_refuses_are_displaced(String name) {
    Document document = ecs("\"" + name + "\":{\"x\":7},\"b\":{\"" + name + "\":8}");
    assertThat(document.displaced()).hasSize(2);
    assertThat(document.displaced().get(0)).endsWith("={\"x\":7}");
    assertThat(document.displaced().get(1)).startsWith("b.").endsWith("=8");
    assertThat(document.guarded()).containsExactly("field_name");
  }

  @Test
  void a_name_longer_than_any_logger_has_is_displaced() {
    String longest = "n".repeat(FieldNames.MAX_LENGTH);
    assertThat(ecs("\"" + longest + "\":1").at(longest)).isEqualTo("1");
    assertThat(ecs("\"" + longest + "n\":1").displaced()).containsExactly(longest + "n=1");
    assertThat(TestMapping.PLAIN.map("{\"" + longest + "n\":{\"a\":1}}").displaced())
        .containsExactly("json." + longest + "n={\"a\":1}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"_id", "_source", "_index", "_routing", "_ignored", "_type", "_tsid"})
  void metadata_names_at_the_top_are_displaced(String name) {
    Document document = ecs("\"%s\":\"x\",\"a\":{\"%s\":1}".formatted(name, name));
    assertThat(document.at(name)).isEqualTo("absent");
    assertThat(document.at("a/" + name)).isEqualTo("1");
    assertThat(document.displaced()).containsExactly(name + "=x");
    assertThat(ecs("\"" + name + ".b\":2").displaced()).containsExactly(name + "={\"b\":2}");
    assertThat(ecs("\"" + name + "\":null").at(name)).isEqualTo("absent");
  }

  @Test
  void a_line_cannot_pretend_to_be_marked_by_the_forwarder() {
    Document document = ecs("\"logferry\":{\"displaced\":[\"x\"]},\"logferry.guarded\":\"size\"");
    assertThat(document.displaced())
        .containsExactly("logferry={\"displaced\":[\"x\"],\"guarded\":\"size\"}");
    assertThat(document.guarded()).containsExactly("reserved_field");
  }

  @Test
  void origin_fields_are_the_forwarders_whatever_the_line_has_there() {
    Document document =
        ecs(
            "\"event\":\"e\",\"data_stream.dataset\":\"other\",\"data_stream\":{\"type\":\"logs\"},\"cloud\":[1],\"aws.cloudwatch\":5,\"log.file.path\":{\"x\":1},\"ecs\":{}");
    assertThat(document.at("event/dataset")).isEqualTo("shop");
    assertThat(document.at("data_stream/dataset")).isEqualTo("shop");
    assertThat(document.at("cloud/provider")).isEqualTo("aws");
    assertThat(document.at("aws/cloudwatch/log_group")).isEqualTo("/ecs/shop-api");
    assertThat(document.at("log/file/path")).isEqualTo("/ecs/shop-api/api/api/0f1e");
    assertThat(document.displaced())
        .containsExactlyInAnyOrder(
            "event=e",
            "data_stream.dataset=other",
            "cloud=[1]",
            "aws.cloudwatch=5",
            "log.file.path={\"x\":1}");
  }

  @Test
  void a_dataset_as_ecs_logging_writes_it_and_equal_values_are_no_anomalies() {
    assertThat(ecs("\"event.dataset\":\"orders\"").guarded()).isEmpty();
    assertThat(ecs("\"event.dataset\":\"orders\"").at("event/dataset")).isEqualTo("shop");
    assertThat(ecs("\"event.dataset\":\"shop\",\"cloud.provider\":\"aws\"").guarded()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"tags\":\"own\"|[\"own\",\"forwarded\"]",
        "\"tags\":[\"a\",\"forwarded\"]|[\"a\",\"forwarded\"]",
        "\"tags\":null|[\"forwarded\"]",
        "\"tags\":7|[\"7\",\"forwarded\"]",
        "\"tags\":true|[\"true\",\"forwarded\"]",
        "\"tags\":[1,2]|[\"1\",\"2\",\"forwarded\"]",
        "\"tags\":[false]|[\"false\",\"forwarded\"]",
        "\"tags\":[null,\"a\"]|[\"a\",\"forwarded\"]",
        "\"tags\":{\"a\":1}|[\"{\\\"a\\\":1}\",\"forwarded\"]",
        "\"tags\":[{\"a\":1},\"b\"]|[\"{\\\"a\\\":1}\",\"b\",\"forwarded\"]",
        "\"tags.a\":1|[\"forwarded\"]"
      })
  void tags_are_joined(String members, String tags) {
    assertThat(ecs(members).at("tags")).isEqualTo(tags);
  }

  @Test
  void arrays_among_tags_are_displaced() {
    Document nested = ecs("\"tags\":[\"x\",[\"y\"]]");
    assertThat(nested.at("tags")).isEqualTo("[\"x\",\"forwarded\"]");
    assertThat(nested.displaced()).containsExactly("tags=[\"y\"]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"yesterday\"", "\"2025-13-22T09:30:00\"", "5", "{\"x\":1}", "true"})
  void an_own_timestamp_that_names_no_instant_is_displaced(String value) {
    Document document = ecs("\"@timestamp\":" + value);
    assertThat(document.at("@timestamp")).isEqualTo(TestMapping.TIME);
    assertThat(document.displaced())
        .containsExactly(
            "@timestamp="
                + value
                    .replace("\"y", "y")
                    .replace("day\"", "day")
                    .replace("\"2", "2")
                    .replace("00\"", "00"));
    assertThat(document.guarded()).containsExactly("timestamp");
  }

  @Test
  void of_two_own_timestamps_the_first_valid_one_counts() {
    Document document =
        ecs(
            "\"@timestamp\":\"x\",\"@timestamp\":\"2025-01-01T00:00:00Z\",\"@timestamp\":\"2025-01-02T00:00:00Z\"");
    assertThat(document.at("@timestamp")).isEqualTo("2025-01-01T00:00:00.000Z");
    assertThat(document.displaced())
        .containsExactly("@timestamp=x", "@timestamp=2025-01-02T00:00:00Z");
  }

  @Test
  void nothing_makes_an_object_of_the_timestamp() {
    Document document = ecs("\"@timestamp.x\":1,\"@timestamp\":\"2025-01-01T00:00:00Z\"");
    assertThat(document.at("@timestamp")).isEqualTo("2025-01-01T00:00:00.000Z");
    assertThat(document.displaced()).containsExactly("@timestamp.x=1");
  }

  @Test
  void an_ecs_version_of_null_is_filled_in() {
    assertThat(TestMapping.PLAIN.map("{\"ecs.version\":null}").at("ecs/version"))
        .isEqualTo("8.11.0");
  }
}
