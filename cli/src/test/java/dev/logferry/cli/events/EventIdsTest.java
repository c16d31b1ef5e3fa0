package dev.logferry.cli.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventIdsTest {
  private static final Instant TIME = Instant.parse("2026-11-22T10:00:00Z");

  @Test
  void an_id_has_56_decimal_digits() {
    assertThat(ids("/g", "s", "a").getFirst()).matches("\\d{56}");
    assertThat(new EventIds("/g", "s").next(Instant.EPOCH, "a").toString()).matches("\\d{56}");
    assertThat(new EventIds("/g", "s").next(EventIds.END.minusMillis(1), "a").toString())
        .matches("\\d{56}");
  }

  @Test
  void the_time_leads_as_in_the_ids_of_cloudwatch() {
    // From AWS's page on subscription filters: an event of 1432826855000.
    var real = new BigInteger("31953106606966983378809025079804211143289615424298221568");
    assertThat(real.shiftRight(144).longValueExact()).isEqualTo(1432826855000L);

    var ours = new BigInteger(ids("/g", "s", "a").getFirst());
    assertThat(ours.shiftRight(144).longValueExact()).isEqualTo(TIME.toEpochMilli());
  }

  @Test
  void the_same_again_gets_the_same_ids() {
    assertThat(ids("/g", "s", "a", "b", "a")).isEqualTo(ids("/g", "s", "a", "b", "a"));
  }

  @Test
  void ids_increase_and_equal_lines_get_different_ones() {
    String[] equalLines = IntStream.range(0, 1000).mapToObj(_ -> "same").toArray(String[]::new);

    assertThat(ids("/g", "s", equalLines)).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void group_stream_text_position_and_time_all_count() {
    String id = ids("/g", "s", "a").getFirst();

    assertThat(
            List.of(
                id,
                ids("/h", "s", "a").getFirst(),
                ids("/g", "t", "a").getFirst(),
                ids("/gs", "", "a").getFirst(),
                ids("/g", "s", "b").getFirst(),
                ids("/g", "s", "x", "a").getLast(),
                new EventIds("/g", "s").next(TIME.plusMillis(1), "a").toString()))
        .doesNotHaveDuplicates();
  }

  @Test
  void the_parts_of_a_cut_event_lie_between_it_and_the_next() {
    var source = new EventIds("/g", "s");
    EventId whole = source.next(TIME, "a");
    EventId next = source.next(TIME, "a");

    assertThat(
            List.of(
                whole.firstHalf().firstHalf().toString(),
                whole.firstHalf().secondHalf().toString(),
                whole.secondHalf().firstHalf().toString(),
                whole.secondHalf().secondHalf().toString(),
                next.toString()))
        .isSorted()
        .doesNotHaveDuplicates()
        .startsWith(whole.toString());
  }

  @Test
  void a_time_that_would_not_fit_is_rejected() {
    var source = new EventIds("/g", "s");

    assertThatThrownBy(() -> source.next(EventIds.END, "a"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> source.next(Instant.EPOCH.minusMillis(1), "a"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<String> ids(String logGroup, String logStream, String... texts) {
    var source = new EventIds(logGroup, logStream);
    return List.of(texts).stream().map(text -> source.next(TIME, text).toString()).toList();
  }
}
