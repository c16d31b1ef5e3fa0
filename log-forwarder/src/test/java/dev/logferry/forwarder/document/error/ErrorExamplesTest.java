package dev.logferry.forwarder.document.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The committed examples. Their keys are stored with users' documents, and alerts know them, so
 * they never change: a change that needs other keys gives every error of every user a new group,
 * once.
 */
class ErrorExamplesTest {

  static List<ErrorExample> all() {
    return ErrorExample.all();
  }

  static List<ErrorExample> originals() {
    return ErrorExample.originals();
  }

  @ParameterizedTest
  @MethodSource("all")
  void has_the_pinned_key(ErrorExample example) {
    String original = example.expected().getOrDefault("same as", example.title());
    String key = ErrorExample.named(original).expected().get("key");

    assertThat(example.group().key()).isEqualTo(key);
  }

  @ParameterizedTest
  @MethodSource("originals")
  void is_found_with_type_and_message(ErrorExample example) {
    FoundError found = example.found();

    assertThat(found.type()).hasToString(example.expected().get("type"));
    assertThat(found.message().toString().replace("\n", "\\n"))
        .isEqualTo(example.expected().get("message"));
  }

  @ParameterizedTest
  @MethodSource("originals")
  void has_a_name_and_a_culprit_for_its_reader(ErrorExample example) {
    ErrorGroup group = example.group();

    assertThat(group.name()).isEqualTo(example.expected().get("name"));
    assertThat(group.culprit()).isEqualTo(example.expected().get("culprit"));
  }

  @ParameterizedTest
  @MethodSource("all")
  void has_the_same_key_if_there_is_only_the_stack_trace(ErrorExample example) {
    assertThat(example.groupOfStackTraceAlone().key()).isEqualTo(example.group().key());
  }

  @Test
  void different_errors_have_different_keys() {
    List<String> keys = originals().stream().map(example -> example.group().key()).toList();

    assertThat(keys).hasSizeGreaterThanOrEqualTo(50).doesNotHaveDuplicates();
  }
}
