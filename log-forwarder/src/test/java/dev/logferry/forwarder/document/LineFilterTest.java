package dev.logferry.forwarder.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import dev.logferry.forwarder.document.Mapped.Filtered;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineFilterTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"level\":\"debug\"}",
        "{\"level\":20}",
        "{\"severity\":\"NOTICE\"}",
        "{\"log.level\":\" INFO\",\"level\":\"ERROR\"}",
        "{\"level\":35}",
        "DEBUG plain text",
        "2025-11-22T09:30:00Z INFO plain text",
        "level=debug msg=text",
        "{\"log\":\"{\\\"level\\\":\\\"debug\\\"}\",\"stream\":\"stdout\"}",
        "{\"ecs.version\":\"1\",\"log\":{\"level\":\"trace\"},\"level\":\"ERROR\"}"
      })
  void leaves_out_what_is_below_the_minimum(String line) {
    assertThat(minimum(Level.WARN).mapOrFilter(line))
        .isEqualTo(new Filtered("LOGFERRY_MINIMUM_LEVEL"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"level\":\"warn\"}",
        "{\"level\":\"Warning\"}",
        "{\"level\":40}",
        "{\"level\":\"CRITICAL\"}",
        "{\"level\":\"oops\"}",
        "{\"level\":5}",
        "{\"level\":null}",
        "{\"level\":{}}",
        "{}",
        "debug plain text",
        "{\"level\":\"debug\"",
        "{\"log.level\":\"ERROR\",\"level\":\"debug\"}",
        "{\"@timestamp\":\"x\",\"log\":{\"level\":\"ERROR\"},\"level\":\"debug\"}",
        "{\"log\":{\"level\":\"ERROR\"},\"severity\":\"INFO\"}"
      })
  void keeps_what_is_not_below_and_what_it_cannot_tell(String line) {
    assertThat(minimum(Level.WARN).mapOrFilter(line)).isInstanceOf(LogDocument.class);
  }

  @Test
  void patterns_look_at_the_raw_line_anywhere() {
    TestMapping include = filtering(Optional.of("ERROR|\"code\":5\\d\\d"), Optional.empty());
    assertThat(include.mapOrFilter("an ERROR here")).isInstanceOf(LogDocument.class);
    assertThat(include.mapOrFilter("{\"code\":503}")).isInstanceOf(LogDocument.class);
    assertThat(include.mapOrFilter("{\"code\":403}"))
        .isEqualTo(new Filtered("LOGFERRY_INCLUDE_PATTERN"));

    TestMapping exclude = filtering(Optional.of("E"), Optional.of("GET /health"));
    assertThat(exclude.mapOrFilter("E GET /healthy"))
        .isEqualTo(new Filtered("LOGFERRY_EXCLUDE_PATTERN"));
    assertThat(exclude.mapOrFilter("E GET /other")).isInstanceOf(LogDocument.class);
  }

  @Test
  void a_pattern_that_would_backtrack_for_ever_finishes() {
    String line = "a".repeat(200_000) + "!";
    TestMapping mapping = filtering(Optional.of("(a+)+$"), Optional.of("(a|aa)*b(.*.*)*c"));
    assertThat(mapping.mapOrFilter(line)).isEqualTo(new Filtered("LOGFERRY_INCLUDE_PATTERN"));
  }

  private static TestMapping minimum(Level level) {
    return new TestMapping(
        new LineFilter(Optional.of(level), Optional.empty(), Optional.empty()),
        List.of(),
        TestMapping.LIMITS);
  }

  private static TestMapping filtering(Optional<String> include, Optional<String> exclude) {
    return new TestMapping(
        new LineFilter(
            Optional.empty(), include.map(Pattern::compile), exclude.map(Pattern::compile)),
        List.of(),
        TestMapping.LIMITS);
  }
}
