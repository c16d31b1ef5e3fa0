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

  private static final String REJECTED =
      """
      {"@timestamp":"2026-11-22T10:00:00.000Z","message":"テスト","log":{"level":"ERROR","file":{"path":"g/s"}},
      "service":{"name":"shop","version":7},"http":{"response":{"status_code":"many"}},"error":{"type":{"x":1}},
      "data_stream":{"type":"logs","dataset":"a","namespace":"b"},"event":{"id":"1","dataset":"a"},
      "aws":{"cloudwatch":{"log_group":"g","log_stream":"s"}},"tags":["forwarded","mine"]}"""
          .replace("\n", "");

  @Test
  void it_keeps_what_any_mapping_takes_and_the_rejected_document_as_text() {
    JsonNode fallback = coreFields(REJECTED, "http.response.status_code");

    assertThat(fallback)
        .isEqualTo(
            JSON.readTree(
                """
                {"@timestamp":"2026-11-22T10:00:00.000Z","message":"テスト","log":{"level":"ERROR","file":{"path":"g/s"}},
                "service":{"name":"shop"},"data_stream":{"type":"logs","dataset":"a","namespace":"b"},
                "event":{"id":"1","dataset":"a","original":%s},
                "aws":{"cloudwatch":{"log_group":"g","log_stream":"s"}},"tags":["forwarded"],
                "logferry":{"degraded":{"reason":"400 why"}}}"""
                    .formatted(JSON.writeValueAsString(REJECTED))));
  }

  @Test
  void it_has_the_same_id_stream_time_guards_and_part() {
    LogDocument rejected = document(REJECTED);

    LogDocument fallback = FallbackDocument.ofCoreFields(rejected, "400 why", "");

    assertThat(fallback.id()).isEqualTo(rejected.id());
    assertThat(fallback.dataStream()).isEqualTo(rejected.dataStream());
    assertThat(fallback.epochMillis()).isEqualTo(rejected.epochMillis());
    assertThat(fallback.guards()).isEqualTo(rejected.guards());
    assertThat(fallback.part()).isEqualTo(rejected.part());
  }

  @ParameterizedTest
  @CsvSource({
    "service.name, /service",
    "service, /service",
    "message, /message",
    "log, /log",
    "log.level, /log/level",
  })
  void the_field_to_blame_is_left_out_with_all_under_it(String rejectedField, String leftOut) {
    assertThat(coreFields(REJECTED, rejectedField).at(leftOut).isMissingNode()).isTrue();
    assertThat(coreFields(REJECTED, "other").at(leftOut).isMissingNode()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"@timestamp, /@timestamp", "data_stream, /data_stream/dataset"})
  void what_a_data_stream_cannot_do_without_stays(String rejectedField, String pointer) {
    assertThat(coreFields(REJECTED, rejectedField).at(pointer).isMissingNode()).isFalse();
  }

  @Test
  void a_field_whose_name_only_begins_alike_stays() {
    assertThat(coreFields(REJECTED, "serv").at("/service/name").isMissingNode()).isFalse();
    assertThat(coreFields(REJECTED, "messages").at("/message").isMissingNode()).isFalse();
  }

  @Test
  void as_much_of_ecs_as_can_be_stays_searchable() {
    JsonNode fallback =
        JSON.readTree(
            FallbackDocument.ofEcsFields(
                    document(
                        """
                        {"@timestamp":"2026-11-22T10:00:00.000Z","message":"m","app_code":{"a":1},"json":{"a":"b"},
                        "http":{"response":{"status_code":500,"body":null}},"url":{"path":"/checkout"},
                        "error":{"type":"A","message":"findme","stack_trace":"at x"},"labels":{"a":"b","n":7,"o":[{"x":1}]},
                        "user":{"name":"u","roles":["admin","ops"]},"geo_point":[1,2]}"""
                            .replace("\n", "")),
                    "400 why",
                    "url.path")
                .json());

    assertThat(fallback.at("/http/response/status_code").asInt()).isEqualTo(500);
    assertThat(fallback.at("/error/message").asString()).isEqualTo("findme");
    assertThat(fallback.at("/error/stack_trace").asString()).isEqualTo("at x");
    assertThat(fallback.at("/user/roles")).hasSize(2);
    assertThat(fallback.at("/labels/n").asInt()).isEqualTo(7);
    assertThat(fallback.at("/event/original").asString()).contains("app_code", "geo_point");
    for (String left :
        new String[] {
          "/app_code", "/json", "/url", "/labels/o", "/geo_point", "/http/response/body"
        }) {
      assertThat(fallback.at(left).isMissingNode()).as(left).isTrue();
    }
  }

  private static JsonNode coreFields(String rejected, String rejectedField) {
    return JSON.readTree(
        FallbackDocument.ofCoreFields(document(rejected), "400 why", rejectedField).json());
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
