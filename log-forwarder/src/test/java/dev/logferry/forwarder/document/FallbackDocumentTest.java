package dev.logferry.forwarder.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FallbackDocumentTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String REFUSED =
      """
      {"@timestamp":"2026-11-22T10:00:00.000Z","message":"テスト","log":{"level":"ERROR","file":{"path":"g/s"}},
      "service":{"name":"shop","version":7},"http":{"response":{"status_code":"many"}},"error":{"type":{"x":1}},
      "data_stream":{"type":"logs","dataset":"a","namespace":"b"},"event":{"id":"1","dataset":"a"},
      "aws":{"cloudwatch":{"log_group":"g","log_stream":"s"}},"tags":["forwarded","mine"]}"""
          .replace("\n", "");

  @Test
  void it_keeps_what_any_mapping_takes_and_the_refused_document_as_text() {
    JsonNode safe = safeForm(REFUSED, "http.response.status_code");

    assertThat(safe)
        .isEqualTo(
            JSON.readTree(
                """
                {"@timestamp":"2026-11-22T10:00:00.000Z","message":"テスト","log":{"level":"ERROR","file":{"path":"g/s"}},
                "service":{"name":"shop"},"data_stream":{"type":"logs","dataset":"a","namespace":"b"},
                "event":{"id":"1","dataset":"a","original":%s},
                "aws":{"cloudwatch":{"log_group":"g","log_stream":"s"}},"tags":["forwarded"],
                "logferry":{"degraded":{"reason":"400 why"}}}"""
                    .formatted(JSON.writeValueAsString(REFUSED))));
  }

  @Test
  void it_has_the_same_id_stream_time_guards_and_part() {
    LogDocument refused = document(REFUSED);

    LogDocument safe = FallbackDocument.of(refused, "400 why", "");

    assertThat(safe.id()).isEqualTo(refused.id());
    assertThat(safe.dataStream()).isEqualTo(refused.dataStream());
    assertThat(safe.epochMillis()).isEqualTo(refused.epochMillis());
    assertThat(safe.guards()).isEqualTo(refused.guards());
    assertThat(safe.part()).isEqualTo(refused.part());
  }

  @ParameterizedTest
  @CsvSource({
    "service.name, /service",
    "service, /service",
    "message, /message",
    "log, /log",
    "log.level, /log/level",
  })
  void the_field_to_blame_is_left_out_with_all_under_it(String refusedField, String leftOut) {
    assertThat(safeForm(REFUSED, refusedField).at(leftOut).isMissingNode()).isTrue();
    assertThat(safeForm(REFUSED, "other").at(leftOut).isMissingNode()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"@timestamp, /@timestamp", "data_stream, /data_stream/dataset"})
  void what_a_data_stream_cannot_do_without_stays(String refusedField, String pointer) {
    assertThat(safeForm(REFUSED, refusedField).at(pointer).isMissingNode()).isFalse();
  }

  @Test
  void a_field_whose_name_only_begins_alike_stays() {
    assertThat(safeForm(REFUSED, "serv").at("/service/name").isMissingNode()).isFalse();
    assertThat(safeForm(REFUSED, "messages").at("/message").isMissingNode()).isFalse();
  }

  private static JsonNode safeForm(String refused, String refusedField) {
    return JSON.readTree(FallbackDocument.of(document(refused), "400 why", refusedField).json());
  }

  private static LogDocument document(String json) {
    return new LogDocument(
        new DataStream("a", "b"),
        "id",
        json.getBytes(StandardCharsets.UTF_8),
        17,
        Set.of(Guard.SIZE),
        3);
  }
}
