package dev.logferry.forwarder.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.document.TestMapping.Document;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Short lines that would take many times their own length in memory, in a document or a mapping.
 */
class AmplifyingLineTest {

  @Test
  void a_dotted_name_counts_as_the_fields_it_stands_for() {
    String members =
        IntStream.range(0, 300)
            .mapToObj(i -> "\"m%d.a.b\":1".formatted(i))
            .collect(Collectors.joining(","));

    Document document = TestMapping.PLAIN.map("{\"ecs.version\":\"1\"," + members + "}");

    assertThat(document.guarded()).containsExactly("fields");
    assertThat(document.json().at("/json")).hasSize(301);
  }

  @Test
  void dotted_names_below_one_name_count_it_once() {
    String members =
        IntStream.range(0, 400)
            .mapToObj(i -> "\"a.b.m%d\":1".formatted(i))
            .collect(Collectors.joining(","));

    Document document = TestMapping.PLAIN.map("{\"ecs.version\":\"1\"," + members + "}");

    assertThat(document.guarded()).isEmpty();
    assertThat(document.json().at("/a/b")).hasSize(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"ecs.version\":\"1\",", "{"})
  void a_path_longer_than_a_term_may_be_is_displaced(String open) {
    String branch = ("\"" + "語".repeat(500) + "\":{").repeat(5);
    String line = open + branch + "\"a\":\"" + "語".repeat(8_000) + "\"" + "}".repeat(6);

    Document document = TestMapping.PLAIN.map(line);

    assertThat(document.guarded()).containsExactly("field_name");
    assertThat(document.displaced()).singleElement().asString().contains("語".repeat(8_000));
  }

  @Test
  void displaced_values_that_would_multiply_a_line_leave_it_as_text() {
    String open = "{\"ecs.version\":\"1\"," + ("\"" + "p".repeat(500) + "\":{").repeat(3);
    String line = open + "\"a\":[" + "{\"\":1},".repeat(5_000) + "{}]" + "}".repeat(4);

    Document document = TestMapping.PLAIN.map(line);

    assertThat(document.guarded()).containsExactly("size");
    assertThat(document.at("message")).isEqualTo(line);
    assertThat(document.size()).isLessThan(2 * line.length());
  }

  @Test
  void a_line_of_more_values_than_the_reader_takes_stays_text() {
    String line = "{\"a\":[" + "0,".repeat(100_000) + "0]}";

    Document document = TestMapping.PLAIN.map(line);

    assertThat(document.guarded()).containsExactly("json_limits");
    assertThat(document.at("message")).isEqualTo(line);
  }

  @Test
  void commas_in_a_text_are_no_values() {
    String text = ",[{".repeat(100_000);

    Document document = TestMapping.PLAIN.map("{\"level\":\"error\",\"msg\":\"" + text + "\"}");

    assertThat(document.at("message")).isEqualTo(text);
    assertThat(document.guarded()).isEmpty();
  }

  /** One mapper maps all lines of an environment, and what a large line took is given back. */
  @Test
  void a_line_with_thousands_of_fields_harms_no_line_after_it() {
    ExplainedMapping mapping = new ExplainedMapping();
    StringBuilder many = new StringBuilder("{\"many\":{\"first\":0");
    StringBuilder objects = new StringBuilder("{\"ecs.version\":\"1\",\"objects\":[{\"a\":0}");
    for (int i = 0; i < 5_000; i++) {
      many.append(",\"k").append(i).append("\":").append(i);
      objects.append(i < 400 ? ",{\"a\":1}" : "");
    }

    for (int i = 0; i < 3; i++) {
      mapping.map(many + "}}");
      assertThat(mapping.map(objects + "]}").json().at("/objects")).hasSize(401);
      assertThat(mapping.map("text").at("message")).isEqualTo("text");
    }
  }
}
