package dev.logferry.forwarder.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.document.TestMapping.Document;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that Elasticsearch would refuse for their depth, breadth or size. */
class GuardTest {

  private static final int MAX_BYTES = 16 * 1024;
  private static final TestMapping SMALL = TestMapping.within(new Limits(6, 10, MAX_BYTES));

  @Test
  void objects_too_deep_are_displaced() {
    String deepest = "{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{\"f\":1}}}}}";
    Document fits = SMALL.map(deepest + ",\"ecs.version\":\"1\"}");
    assertThat(fits.at("a/b/c/d/e/f")).isEqualTo("1");
    assertThat(fits.guarded()).isEmpty();

    Document nested =
        SMALL.map("{\"ecs.version\":\"1\",\"a.b\":{\"c.d\":{\"e\":{\"f\":{\"g\":1}}}}}");
    assertThat(nested.at("a/b/c/d/e")).isEqualTo("{}");
    assertThat(nested.displaced()).containsExactly("a.b.c.d.e.f={\"g\":1}");

    Document dotted =
        SMALL.map("{\"ecs.version\":\"1\",\"a.b.c.d.e.f.g\":1,\"h.i\":[{\"j.k.l.m.n.o\":2}]}");
    assertThat(dotted.displaced()).containsExactly("a.b.c.d.e.f.g=1", "h.i.j.k.l.m.n.o=2");

    Document json = SMALL.map("{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{\"f\":1}}}}}}");
    assertThat(json.displaced()).containsExactly("json.a.b.c.d.e={\"f\":1}");
    assertThat(json.at("json/a/b/c/d/e")).isEqualTo("null");
  }

  @Test
  void a_name_of_a_thousand_dots_does_no_harm() {
    String dots = "a" + ".a".repeat(250);
    assertThat(SMALL.map("{\"ecs.version\":\"1\",\"" + dots + "\":1}").displaced())
        .containsExactly(dots + "=1");
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 5_000, 200_000})
  void json_nested_beyond_the_readers_limit_stays_text(int depth) {
    for (String line :
        new String[] {
          "{\"a\":".repeat(depth) + "1" + "}".repeat(depth),
          "{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}"
        }) {
      Document document = TestMapping.PLAIN.map(line);
      assertThat(document.at("message")).isEqualTo(line);
      assertThat(document.guarded()).containsExactly("json_limits");
    }
  }

  @Test
  void a_number_of_a_megabyte_stays_text() {
    String line = "{\"n\":" + "9".repeat(1 << 20) + "}";
    assertThat(TestMapping.PLAIN.map(line).at("message")).isEqualTo(line);
  }

  @Test
  void an_ecs_line_of_too_many_fields_goes_under_json() {
    Document fits = SMALL.map(withMembers(9));
    assertThat(fits.at("m8")).isEqualTo("8");

    Document document = SMALL.map(withMembers(10));
    assertThat(document.at("m8")).isEqualTo("absent");
    assertThat(document.at("json/m8")).isEqualTo("8");
    assertThat(document.guarded()).containsExactly("fields");
  }

  @Test
  void different_fields_of_objects_in_an_array_count_each_and_equal_ones_once() {
    String same = "{\"x\":1,\"y\":{\"z\":2}}";
    Document frames =
        SMALL.map("{\"ecs.version\":\"1\",\"a\":[" + (same + ",").repeat(99) + same + "]}");
    assertThat(frames.guarded()).isEmpty();

    String different =
        IntStream.range(0, 11).mapToObj(i -> "{\"k" + i + "\":1}").collect(Collectors.joining(","));
    assertThat(SMALL.map("{\"ecs.version\":\"1\",\"a\":[" + different + "]}").guarded())
        .containsExactly("fields");
  }

  @Test
  void a_document_too_large_is_its_text_cut_to_the_byte() {
    for (String filler : new String[] {"x", "é", "€", "😀", "\"", "\\", "\u0001", "\n", "\u007f"}) {
      Document document = SMALL.map(filler.repeat(MAX_BYTES));
      assertThat(document.size()).as(filler).isBetween(MAX_BYTES - 20 - slack(filler), MAX_BYTES);
      assertThat(filler.repeat(MAX_BYTES)).as(filler).startsWith(document.at("message"));
      assertThat(document.guarded()).containsExactly("size");
    }
  }

  /** Escapes of two characters are counted as if they took six. */
  private static int slack(String filler) {
    return filler.equals("\n") ? MAX_BYTES * 2 / 3 : 0;
  }

  @Test
  void the_largest_document_that_fits_is_not_cut() {
    int room = MAX_BYTES - SMALL.map("").size();
    assertThat(SMALL.map("x".repeat(room)).guarded()).isEmpty();
    assertThat(SMALL.map("x".repeat(room)).size()).isEqualTo(MAX_BYTES);
    assertThat(SMALL.map("x".repeat(room + 1)).guarded()).containsExactly("size");
  }

  @Test
  void a_cut_json_line_keeps_its_level_and_time() {
    String rest =
        "\"level\":\"ERROR\",\"time\":\"2025-01-01T00:00:00Z\",\"x\":\"" + "y".repeat(MAX_BYTES);
    for (String line :
        new String[] {"{" + rest + "\"}", "{\"ecs.version\":\"1\"," + rest + "\"}"}) {
      Document document = SMALL.map(line);
      assertThat(document.size()).isLessThanOrEqualTo(MAX_BYTES);
      assertThat(document.at("log/level")).isEqualTo("ERROR");
      assertThat(document.at("@timestamp")).isEqualTo("2025-01-01T00:00:00.000Z");
      assertThat(line).startsWith(document.at("message"));
    }
  }

  @Test
  void no_lifted_value_pushes_a_cut_document_over_the_limit() {
    String huge = "z".repeat(2 * MAX_BYTES);
    for (String name :
        new String[] {"level", "log.level", "severity", "time", "msg", "@timestamp"}) {
      Document document = SMALL.map("{\"" + name + "\":\"" + huge + "\"}");
      assertThat(document.size()).as(name).isLessThanOrEqualTo(MAX_BYTES);
    }
    assertThat(SMALL.map("{\"log\":{\"level\":\"" + huge + "\"}}").size())
        .isLessThanOrEqualTo(MAX_BYTES);
  }

  @Test
  void halves_of_surrogate_pairs_are_replaced_in_names_and_values() {
    Document text = TestMapping.PLAIN.map("a\uD800b\uDC00\uD83D\uDE00");
    assertThat(text.at("message")).isEqualTo("a\uFFFDb\uFFFD😀");
    assertThat(text.guarded()).containsExactly("surrogate");

    Document json = TestMapping.PLAIN.map("{\"ecs.version\":\"1\",\"a\uD800\":\"\\udc00\\ud83d\"}");
    assertThat(json.at("a\uFFFD")).isEqualTo("\uFFFD\uFFFD");
    assertThat(json.guarded()).containsExactly("surrogate");
  }

  @Test
  void a_cut_document_still_says_that_surrogates_were_replaced() {
    assertThat(SMALL.map("\uD800" + "x".repeat(MAX_BYTES)).guarded())
        .containsExactly("size", "surrogate");
  }

  @Test
  void a_megabyte_of_members_under_a_long_name_is_mapped_without_quadratic_work() {
    String members =
        IntStream.range(0, 60_000)
            .mapToObj(i -> "\"" + i + "\":1")
            .collect(Collectors.joining(","));
    String line = "{\"%s\":{%s}}".formatted("k".repeat(500_000), members);
    RedactionRule rule =
        new RedactionRule(
            "r", new RedactionRule.Field("user.email"), RedactionRule.Replacement.MARK);
    assertThat(TestMapping.redacting(rule).map(line).guarded()).containsExactly("field_name");
  }

  private static String withMembers(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"m" + i + "\":" + i)
        .collect(Collectors.joining(",", "{\"ecs.version\":\"1\",", "}"));
  }
}
