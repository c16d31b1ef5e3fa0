package dev.logferry.sampledata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  @Test
  void without_any_the_scale_is_small_and_today_is_now() {
    assertThat(Arguments.parse(List.of(), NOW)).isEqualTo(SampleDataPlan.small(NOW));
  }

  @Test
  void each_is_heeded() {
    assertThat(
            Arguments.parse(
                List.of("--scale", "full", "--reviews", "5", "--random-seed", "9"), NOW))
        .isEqualTo(new SampleDataPlan(300_000, 5, 9, NOW, false));
    assertThat(
            Arguments.parse(List.of("--products", "4", "--today", "2020-02-29", "--replace"), NOW))
        .isEqualTo(new SampleDataPlan(4, 10_000, 1, Instant.parse("2020-02-29T00:00:00Z"), true));
  }

  @ParameterizedTest
  @CsvSource({
    "--scale medium,        '--scale medium: give small'",
    "--products many,       '--products many: give a whole number'",
    "--products 0,          'products = 0: give a number from 1'",
    "--today yesterday,     '--today yesterday: give a day like'",
    "--reviews,             '--reviews lacks its value'",
    "--faster,              '''--faster'' is not an option'"
  })
  void wrong_ones_are_named_with_the_remedy(String arguments, String message) {
    assertThatThrownBy(() -> Arguments.parse(List.of(arguments.split(" ")), NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
