package dev.logferry.forwarder.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.document.ExplainedMapping.Explained;
import dev.logferry.forwarder.document.error.ErrorExample;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What a document says of an error, whatever kind of line the error stands in. */
class ErrorFieldsTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ExplainedMapping mapping = new ExplainedMapping();

  static List<ErrorExample> examples() {
    return ErrorExample.originals();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void a_stack_trace_in_a_text_fills_the_error_fields(ErrorExample example) {
    Explained document = mapping.map(example.text());

    assertThat(document.at("error.type")).isEqualTo(example.expected("type"));
    assertThat(document.at("error.message"))
        .isEqualTo(example.expected("message").replace("\\n", "\n"));
    assertThat(document.at("error.stack_trace")).isNotEmpty();
    assertThat(document.at("error.culprit")).isEqualTo(example.expected("culprit"));
    assertThat(document.at("log.level")).isIn("ERROR", "FATAL");
    assertThat(document.at("error.grouping_key")).matches("[0-9a-f]{16}");
    assertThat(document.at("message")).isEqualTo(example.text());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void the_same_stack_trace_in_other_forms_is_in_the_same_group(ErrorExample example) {
    String trace = mapping.map(example.text()).at("error.stack_trace");
    Map<String, String> logstash =
        Map.of("level", "ERROR", "message", "failed", "service", "shop", "stack_trace", trace);
    Map<String, String> ecs =
        Map.of(
            "@timestamp", "2026-11-28T22:00:00Z",
            "log.level", "ERROR",
            "message", "failed",
            "service.name", "shop",
            "error.stack_trace", trace);

    String key = example.expected("key");
    if (!example.expected("type").isEmpty()) { // Go's loggers tell errors by their messages
      assertThat(key(logstash)).isEqualTo(key);
      assertThat(key(ecs)).isEqualTo(key);
    }
    assertThat(key(logstash)).isEqualTo(key(ecs));
  }

  private String key(Map<String, String> line) {
    return mapping.map(JSON.writeValueAsString(line)).at("error.grouping_key");
  }

  @Test
  void a_thousand_messages_that_differ_in_numbers_are_one_group() {
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      keys.add(
          mapping
              .map(
                  "2026-11-28 22:00:%02d,%03d [pool-%d-thread-%d] ERROR com.acme.Orders - order %d refused after %dms"
                      .formatted(i % 60, i, i % 7, i % 13, i * 7919, i % 97))
              .at("error.grouping_key"));
    }
    assertThat(keys).hasSize(1).doesNotContain("");
  }

  @Test
  void fifty_different_messages_are_fifty_groups() {
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      String word = Character.toString('a' + i / 26) + Character.toString('a' + i % 26);
      keys.add(mapping.map("ERROR: step %s failed".formatted(word)).at("error.grouping_key"));
    }
    assertThat(keys).hasSize(50);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "level=error msg=\"payment refused\" order=7 | level=error msg=\"payment refused\" order=8",
        "E1128 22:00:00.123456 10 pay.go:42] refused 5 | E1128 22:00:01.123456 11 pay.go:42] refused 6",
        "{\"level\":\"error\",\"msg\":\"refused\",\"error\":\"dial 10.0.0.1:80\"} | {\"level\":\"error\",\"msg\":\"refused\",\"error\":\"dial 10.0.0.2:81\"}",
        "{\"level\":50,\"msg\":\"refused\",\"err\":{\"type\":\"E\",\"message\":\"m 1\"}} | {\"level\":50,\"msg\":\"else\",\"err\":{\"type\":\"E\",\"message\":\"m 2\"}}"
      })
  void what_differs_in_what_varies_is_one_group(String line, String other) {
    assertThat(mapping.map(line).at("error.grouping_key"))
        .isNotEmpty()
        .isEqualTo(mapping.map(other).at("error.grouping_key"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "level=error msg=\"payment refused\" | level=error msg=\"no stock\"",
        "{\"level\":\"error\",\"msg\":\"refused\",\"error\":\"eof\"} | {\"level\":\"error\",\"msg\":\"lost\",\"error\":\"eof\"}",
        "{\"level\":\"error\",\"msg\":\"refused\"} | {\"level\":\"error\",\"msg\":\"refused\",\"service\":\"other\"}",
        "{\"level\":\"error\",\"msg\":\"m\",\"logger\":\"a\"} | {\"level\":\"error\",\"msg\":\"m\",\"logger\":\"b\"}"
      })
  void what_differs_otherwise_is_another_group(String line, String other) {
    assertThat(mapping.map(line).at("error.grouping_key"))
        .isNotEmpty()
        .isNotEqualTo(mapping.map(other).at("error.grouping_key"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INFO: all is well",
        "2026-11-28T22:00:00Z WARN 1 --- [main] c.a.Orders : slow",
        "2026-11-28T22:00:00Z INFO 1 --- [main] c.a.Orders : retry after java.io.IOException: reset",
        "plain text",
        "the word Error: in a sentence",
        "\tat com.acme.Orders.pay(Orders.java:42)",
        "Caused by: java.io.IOException: reset",
        "\t... 12 common frames omitted",
        "{\"level\":\"info\",\"msg\":\"m\",\"error\":\"demo\"}",
        "{\"level\":\"warn\",\"msg\":\"m\",\"error\":\"demo\"}",
        "{\"errorMessage\":\"You are not authorized\",\"eventName\":\"RunInstances\"}"
      })
  void what_is_no_error_has_no_group(String line) {
    Explained document = mapping.map(line);
    assertThat(document.at("error.grouping_key")).isEmpty();
    assertThat(document.at("error.type")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "java.lang.IllegalStateException: boom | java.lang.IllegalStateException | boom | ERROR",
        "Exception in thread \"main\" com.acme.Giveup: at last | com.acme.Giveup | at last | ERROR",
        "2026-11-28 22:00:00,123 ERROR c.a.Orders - failed: java.io.IOException: reset | java.io.IOException | reset | ERROR",
        "2026-11-28 22:00:00,123 WARN c.a.Orders - Resolved [org.acme.BadRequestException: no id] | org.acme.BadRequestException | no id] | WARN",
        "ValueError: no stock | ValueError | no stock | ERROR"
      })
  void the_first_line_of_a_stack_trace_that_was_split_has_its_type(
      String line, String type, String message, String level) {
    Explained document = mapping.map(line);
    assertThat(document.at("error.type")).isEqualTo(type);
    assertThat(document.at("error.message")).isEqualTo(message);
    assertThat(document.at("log.level")).isEqualTo(level);
    assertThat(document.at("error.stack_trace")).isEmpty();
    assertThat(document.at("error.grouping_key")).isNotEmpty();
  }

  @Test
  void a_level_that_only_the_error_shows_is_marked() {
    Explained document =
        mapping.map("java.lang.IllegalStateException: boom\n\tat com.acme.X.y(X.java:1)");
    assertThat(document.at("log.level")).isEqualTo("ERROR");
    assertThat(document.at("logferry.assumed")).isEqualTo("[\"level\"]");
    assertThat(document.sources()).containsEntry("error.type", "the message");
  }

  @Test
  void a_stack_trace_in_a_line_of_a_low_level_is_no_error() {
    Explained document =
        mapping.map(
            "2026-11-28 22:00:00,123 DEBUG c.a.Orders - retry\njava.io.IOException: reset\n\tat com.acme.X.y(X.java:1)");
    assertThat(document.at("error.type")).isEqualTo("java.io.IOException");
    assertThat(document.at("log.level")).isEqualTo("DEBUG");
    assertThat(document.at("error.grouping_key")).isEmpty();
  }

  @Test
  void a_lines_own_grouping_key_stays() {
    Explained document =
        mapping.map("{\"ecs.version\":\"1\",\"log.level\":\"ERROR\",\"error.grouping_key\":\"k\"}");
    assertThat(document.at("error.grouping_key")).isEqualTo("k");
  }
}
