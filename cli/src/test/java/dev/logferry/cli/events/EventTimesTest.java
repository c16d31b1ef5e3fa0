package dev.logferry.cli.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTimesTest {

  private static final Instant FILE = Instant.parse("2026-11-22T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"@timestamp\":\"2026-11-22T10:00:00.123456Z\",\"ecs.version\":\"1\"} | 2026-11-22T10:00:00.123Z",
        "{\"time\":1795341600500,\"msg\":\"pino\"} | 2026-11-22T10:00:00.500Z",
        "2026-11-22T19:00:00+09:00 text | 2026-11-22T10:00:00Z",
        "[2026-11-22 10:00:00,250+0000] text | 2026-11-22T10:00:00.250Z",
        "2026-11-22T10:00:00 has no zone | 2026-11-22T12:00:00Z",
        "2026-13-22T10:00:00Z is no day | 2026-11-22T12:00:00Z",
        "nothing of the kind | 2026-11-22T12:00:00Z"
      })
  void a_line_has_its_own_time_if_it_says_one(String line, Instant expected) {
    assertThat(EventTimes.ofLines(FILE).next(line)).isEqualTo(expected);
  }

  @Test
  void a_line_without_a_time_has_that_of_the_line_before() {
    EventTimes times = EventTimes.ofLines(FILE);
    times.next("2026-11-22T10:00:00Z first");

    assertThat(times.next("\tat Some.java:1")).isEqualTo("2026-11-22T10:00:00Z");
  }

  @Test
  void times_never_run_backwards() {
    EventTimes times = EventTimes.ofLines(FILE);
    times.next("2026-11-22T10:00:00Z first");

    assertThat(times.next("2026-11-22T09:59:59Z late")).isEqualTo("2026-11-22T10:00:00Z");
    assertThat(times.next("2026-11-22T10:00:01Z on")).isEqualTo("2026-11-22T10:00:01Z");
  }

  @Test
  void a_given_time_holds_for_every_line() {
    EventTimes times = EventTimes.constant(FILE);

    assertThat(times.next("2026-11-22T10:00:00Z first")).isEqualTo(FILE);
  }
}
