package dev.logferry.api.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TicksTest {

  private static final long TICK = Deadlines.TICK.toNanos();
  private static final long STOP = Ticks.STOPPED.toNanos();

  @Test
  void ticks_in_time_count_and_somewhat_late_ones_too() {
    Ticks ticks = new Ticks(0);

    assertThat(ticks.counts(TICK)).isTrue();
    assertThat(ticks.counts(2 * TICK)).isTrue();
    assertThat(ticks.counts(2 * TICK + STOP - 1)).isTrue();
  }

  @Test
  void the_first_tick_after_a_stop_does_not_count_and_the_next_does() {
    Ticks ticks = new Ticks(0);

    assertThat(ticks.counts(STOP)).isFalse();
    assertThat(ticks.counts(STOP + TICK)).isTrue();
  }

  @Test
  void every_second_tick_counts_however_slow_all_are() {
    Ticks ticks = new Ticks(0);

    assertThat(ticks.counts(STOP)).isFalse();
    assertThat(ticks.counts(2 * STOP)).isTrue();
    assertThat(ticks.counts(3 * STOP)).isFalse();
    assertThat(ticks.counts(4 * STOP)).isTrue();
  }

  @Test
  void a_clock_that_passes_its_largest_number_changes_nothing() {
    Ticks ticks = new Ticks(Long.MAX_VALUE - TICK / 2);

    assertThat(ticks.counts(Long.MIN_VALUE + TICK / 2)).isTrue();
    assertThat(ticks.counts(Long.MIN_VALUE + STOP + TICK)).isFalse();
  }
}
