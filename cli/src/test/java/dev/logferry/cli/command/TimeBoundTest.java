package dev.logferry.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeBoundTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "-30s, 2026-11-22T09:59:30Z",
    "-15m, 2026-11-22T09:45:00Z",
    "15m, 2026-11-22T09:45:00Z",
    "-2h, 2026-11-22T08:00:00Z",
    "-7d, 2026-11-15T10:00:00Z",
    "now, 2026-11-22T10:00:00Z",
    "2026-11-20, 2026-11-20T00:00:00Z",
    "2026-11-20T09:30:00+09:00, 2026-11-20T00:30:00Z",
    "2026-11-20T09:30:00.5Z, 2026-11-20T09:30:00.5Z",
  })
  void reads_times_as_operators_type_them(String text, Instant expected) {
    assertThat(TimeBound.parse(text, NOW)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-", "15", "-15x", "+15m", "2026-13-01", "2026-11-20T09:30", "-9999999999d"})
  void names_what_is_no_time(String text) {
    assertThatThrownBy(() -> TimeBound.parse(text, NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not a time: '" + text + "'");
  }
}
