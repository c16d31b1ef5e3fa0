package dev.logferry.analystpack.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.logferry.analystpack.PackSource;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

class QueryTest {

  @Test
  void one_condition_has_three_forms() {
    Query query = query("{last: 15m, where: {log.level: [ERROR, FATAL], service.name: shop}}");

    assertThat(Kql.of(query))
        .isEqualTo("log.level : (\"ERROR\" or \"FATAL\") and service.name : \"shop\"");
    assertThat(Esql.of(query))
        .isEqualTo(
            """
            FROM logs-*-*,-logs-logferry.*
            | WHERE @timestamp >= NOW() - 15 minutes AND log.level IN ("ERROR", "FATAL") AND service.name == "shop"
            | SORT @timestamp DESC
            | LIMIT 100""");
    assertThat(QueryDsl.filter(query))
        .isEqualTo(
            json(
                """
                {"bool":{"filter":[{"range":{"@timestamp":{"gte":"now-15m"}}},
                {"terms":{"log.level":["ERROR","FATAL"]}},{"term":{"service.name":"shop"}}]}}"""));
  }

  @Test
  void every_kind_of_condition_is_written() {
    assertThat(forms("{n: {at-least: 500}}"))
        .isEqualTo("n >= 500 / n >= 500 / {\"range\":{\"n\":{\"gte\":500}}}");
    assertThat(forms("{n: {below: 5}}"))
        .isEqualTo("n < 5 / n < 5 / {\"range\":{\"n\":{\"lt\":5}}}");
    assertThat(forms("{m: {words: a b}}"))
        .isEqualTo(
            "m : (\"a\" and \"b\") / MATCH(m, \"a b\", {\"operator\": \"AND\"}) / {\"match\":{\"m\":{\"query\":\"a b\",\"operator\":\"and\"}}}");
    assertThat(forms("{m: {phrase: 'a \"b'}}"))
        .isEqualTo(
            "m : \"a \\\"b\" / MATCH_PHRASE(m, \"a \\\"b\") / {\"match_phrase\":{\"m\":\"a \\\"b\"}}");
    assertThat(forms("{u: {like: '/a:b/*'}}"))
        .isEqualTo(
            "u : /a\\:b/* / u LIKE \"/a:b/*\" / {\"wildcard\":{\"u\":{\"value\":\"/a:b/*\"}}}");
    assertThat(forms("{f: {exists: true}}"))
        .isEqualTo("f : * / f IS NOT NULL / {\"exists\":{\"field\":\"f\"}}");
    assertThat(forms("{not: {f: x}}"))
        .isEqualTo(
            "not (f : \"x\") / NOT (f == \"x\") / {\"bool\":{\"must_not\":[{\"term\":{\"f\":\"x\"}}]}}");
    assertThat(forms("{any: [{f: x}, {g: 1}]}"))
        .isEqualTo(
            "(f : \"x\" or g : 1) / (f == \"x\" OR g == 1) / {\"bool\":{\"should\":[{\"term\":{\"f\":\"x\"}},{\"term\":{\"g\":1}}]}}");
    assertThat(forms("{t: {from: '2026-11-22T10:00:00Z', to: '2026-11-22T11:00:00Z'}}"))
        .isEqualTo(
            "t >= \"2026-11-22T10:00:00Z\" and t <= \"2026-11-22T11:00:00Z\" / t >= TO_DATETIME(\"2026-11-22T10:00:00Z\") AND t <= TO_DATETIME(\"2026-11-22T11:00:00Z\") / {\"range\":{\"t\":{\"gte\":\"2026-11-22T10:00:00Z\",\"lte\":\"2026-11-22T11:00:00Z\"}}}");
    assertThat(forms("{anywhere: a b}"))
        .isEqualTo(
            "(\"a\" and \"b\") / QSTR(\"a b\", {\"default_operator\": \"AND\"}) / {\"simple_query_string\":{\"query\":\"a b\",\"default_operator\":\"and\"}}");
  }

  @Test
  void esql_treats_lists_and_flattened_fields_apart() {
    assertThat(forms("{tags: forwarded}")).contains("/ tags : \"forwarded\" /");
    assertThat(forms("{json.order.id: A-1}")).contains("/ QSTR(\"json.order.id:\\\"A-1\\\"\") /");
  }

  @Test
  void groups_are_calculated_and_compared() {
    Query query =
        query(
            """
            {where: {f: x}, by: [a, b], calculate: {n: count, recent: {count-since: 10m}, before: {count-until: 10m}},
             having: {recent: {at-least: 10, more-than: {metric: before, times: 3, per: 100}}}, order: n, top: 5}""");

    assertThat(Esql.of(query))
        .endsWith(
            """
            | STATS n = COUNT(*), recent = COUNT(*) WHERE @timestamp >= NOW() - 10 minutes, before = COUNT(*) WHERE @timestamp < NOW() - 10 minutes BY a, b
            | WHERE recent >= 10 AND recent > 0.03 * before
            | SORT n DESC
            | LIMIT 5""");
    JsonNode inner = QueryDsl.of(query).at("/aggs/a/aggs/b");
    assertThat(inner.path("terms"))
        .isEqualTo(json("{\"field\":\"b\",\"size\":5,\"order\":{\"_count\":\"desc\"}}"));
    assertThat(inner.at("/aggs/recent/filter"))
        .isEqualTo(json("{\"range\":{\"@timestamp\":{\"gte\":\"now-10m\"}}}"));
  }

  @Test
  void a_mistake_in_a_source_names_the_query() {
    assertThatThrownBy(() -> query("{name: mine, where: {f: {liek: x}}}"))
        .hasMessageContaining("query 'mine'")
        .hasMessageContaining("liek");
    assertThatThrownBy(() -> query("{name: mine, calculate: {n: count}, order: m}"))
        .hasMessage("query 'mine': nothing is calculated under the name m");
    assertThatThrownBy(() -> query("{name: mine, last: soon}"))
        .hasMessage("query 'mine': 'soon' is no duration such as 15m");
  }

  @Test
  void durations_are_written_in_the_largest_unit_that_divides_them() {
    assertThat(Durations.words(Durations.parse("24h"))).isEqualTo("24 hours");
    assertThat(Durations.words(Durations.parse("90d"))).isEqualTo("90 days");
    assertThat(Durations.words(Durations.parse("1h"))).isEqualTo("1 hour");
    assertThat(Durations.dateMath(Durations.parse("60m"))).isEqualTo("1h");
    assertThat(Durations.dateMath(Durations.parse("90s"))).isEqualTo("90s");
    assertThat(Durations.words(Durations.parse("1d"))).isEqualTo("24 hours");
  }

  private static String forms(String where) {
    Query query = query("{where: %s}".formatted(where));
    String esql = Esql.of(query);
    return "%s / %s / %s"
        .formatted(
            Kql.of(query),
            esql.substring(esql.indexOf("WHERE ") + 6, esql.indexOf("\n| SORT")),
            QueryDsl.filter(query).at("/bool/filter/0"));
  }

  private static Query query(String yaml) {
    return QueryReader.query(PackSource.JSON.valueToTree(new Yaml().load(yaml)));
  }

  private static JsonNode json(String text) {
    return PackSource.JSON.readTree(text);
  }
}
