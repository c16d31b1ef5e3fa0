package dev.logferry.forwarder.document.fields;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.json.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcsFieldsTest {

  @ParameterizedTest
  @CsvSource({
    "@timestamp, DATE",
    "message, TEXT",
    "error, OBJECT",
    "error.stack_trace, TEXT",
    "http.response.status_code, WHOLE_NUMBER",
    "process.parent, OBJECT",
    "labels, OBJECT",
    "source.ip, IP",
    "app_code, NONE",
    "error.grouping_key, NONE"
  })
  void a_path_has_the_type_that_ecs_gives_it(String path, EcsType type) {
    assertThat(EcsFields.at(Hash.of(path))).isEqualTo(type);
  }

  @Test
  void a_top_level_name_is_known_whether_a_field_or_an_object() {
    assertThat(EcsFields.hasTop("user_agent")).isTrue();
    assertThat(EcsFields.hasTop("tags")).isTrue();
    assertThat(EcsFields.hasTop("json")).isFalse();
  }
}
