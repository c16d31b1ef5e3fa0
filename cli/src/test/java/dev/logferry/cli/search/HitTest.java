package dev.logferry.cli.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class HitTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a.b.c\":\"flat\"} | flat",
        "{\"a\":{\"b\":{\"c\":\"nested\"}}} | nested",
        "{\"a.b\":{\"c\":\"both\"}} | both",
        "{\"a\":{\"b.c\":\"both\"}} | both",
        "{\"a\":{\"x\":1},\"a.b\":{\"c\":\"later\"}} | later",
        "{\"a\":{\"b\":{\"c\":7}}} | 7",
        "{\"a\":{\"b\":{\"c\":[1,2]}}} | [1,2]",
        "{\"a\":{\"b\":{\"c\":null}}} | (none)",
        "{\"a\":\"text\"} | (none)",
      })
  void finds_a_field_in_every_spelling(String source, String expected) {
    var hit = new Hit("i", "d", new JsonMapper().readTree(source));

    assertThat(hit.text("a.b.c").orElse("(none)")).isEqualTo(expected);
  }
}
