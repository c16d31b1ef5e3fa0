package dev.logferry.forwarder.settings;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterSettingsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"s3://bucket", "bucket/folder", "Bucket", "ab", "-bucket", "arn:aws:s3:::b"})
  void a_bucket_is_named_by_its_name_alone(String bucket) {
    assertThatThrownBy(() -> read(Map.of("LOGFERRY_DEAD_LETTER_BUCKET", bucket)))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("LOGFERRY_DEAD_LETTER_BUCKET = '" + bucket + "': expected a bucket");
  }

  @ParameterizedTest
  @ValueSource(strings = {"folder", "/folder/", "a//b/", "a b/"})
  void a_prefix_is_made_of_folders(String prefix) {
    assertThatThrownBy(
            () ->
                read(
                    Map.of(
                        "LOGFERRY_DEAD_LETTER_BUCKET",
                        "bucket",
                        "LOGFERRY_DEAD_LETTER_PREFIX",
                        prefix)))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("expected folders such as logferry/production/");
  }

  @Test
  void a_prefix_without_a_bucket_is_a_mistake() {
    assertThatThrownBy(() -> read(Map.of("LOGFERRY_DEAD_LETTER_PREFIX", "a/")))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining(
            "LOGFERRY_DEAD_LETTER_PREFIX is set, but LOGFERRY_DEAD_LETTER_BUCKET is not");
  }

  private static Settings read(Map<String, String> environment) {
    return Settings.forPreview(environment);
  }
}
