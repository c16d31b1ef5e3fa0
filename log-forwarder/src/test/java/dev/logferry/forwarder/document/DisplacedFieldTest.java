package dev.logferry.forwarder.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DisplacedFieldTest {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String REASON = "400 document_parsing_exception in field x";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a                 | {"a":1,"b":2}                   | {"b":2}               | ["a=1"]
          a.b               | {"a":{"b":"x","c":1}}           | {"a":{"c":1}}         | ["a.b=x"]
          a.b               | {"a.b":"x","c":1}               | {"c":1}               | ["a.b=x"]
          a.b.c             | {"a":{"b.c":1,"d":2}}           | {"a":{"d":2}}         | ["a.b.c=1"]
          a.b.c             | {"a.b":{"c":1,"d":2}}           | {"a.b":{"d":2}}       | ["a.b.c=1"]
          a.b               | {"a":{"b":{"x":1.50}},"c":1}    | {"c":1}               | ["a.b={\\"x\\":1.50}"]
          a.b               | {"a":[{"b":1},{"c":2},{"b":3}]} | {"a":[{},{"c":2},{}]} | ["a.b=1","a.b=3"]
          message.keyword   | {"message":"m","c":1}           | {"c":1}               | ["message=m"]
          json.a.b          | {"json":{"c":1},"d":2}          | {"d":2}               | ["json={\\"c\\":1}"]
          """)
  void only_the_named_field_goes_and_its_value_is_kept_as_text(
      String path, String document, String rest, String displaced) {
    JsonNode result = JSON.readTree(in(document, path).orElseThrow().json());

    assertThat(result.at("/logferry/displaced")).isEqualTo(JSON.readTree(displaced));
    assertThat(result.at("/logferry/degraded/reason").asString()).isEqualTo(REASON);
    assertThat(result.deepCopy().asObject().remove(Set.of("logferry")))
        .isEqualTo(JSON.readTree(rest));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"none", "none.of.these", "@timestamp", "data_stream", "data_stream.dataset", ""})
  void a_document_that_has_no_such_field_or_needs_it_is_not_changed(String path) {
    assertThat(
            in(
                "{\"@timestamp\":\"2026-11-22T10:00:00Z\",\"data_stream\":{\"dataset\":\"a\"},\"x\":1}",
                path))
        .isEmpty();
  }

  @Test
  void what_was_displaced_before_stays_and_every_reason_is_kept() {
    LogDocument once = in("{\"a\":1,\"b\":2,\"c\":3}", "a").orElseThrow();

    LogDocument twice = DisplacedField.in(once, "b", "another").orElseThrow();

    assertThat(JSON.readTree(twice.json()))
        .isEqualTo(
            JSON.readTree(
                "{\"c\":3,\"logferry\":{\"displaced\":[\"a=1\",\"b=2\"],\"degraded\":{\"reason\":[\"%s\",\"another\"]}}}"
                    .formatted(REASON)));
    assertThat(twice.id()).isEqualTo("id");
  }

  @Test
  void numbers_keep_all_their_digits() {
    String document = "{\"a\":1,\"n\":12345678901234567890123.4500}";

    assertThat(new String(in(document, "a").orElseThrow().json(), StandardCharsets.UTF_8))
        .contains("12345678901234567890123.4500");
  }

  private static Optional<LogDocument> in(String document, String path) {
    return DisplacedField.in(
        new LogDocument(
            new DataStream("a", "default"),
            "id",
            document.getBytes(StandardCharsets.UTF_8),
            0,
            Set.of(),
            0),
        path,
        REASON);
  }
}
