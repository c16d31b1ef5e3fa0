package dev.logferry.forwarder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LedgerTest {

  @Test
  void a_ledger_that_balances_can_be_built() {
    Ledger ledger = new Ledger(3, Map.of(Outcome.INDEXED, 1, Outcome.RETURNED, 2));

    assertThat(ledger.count(Outcome.RETURNED)).isEqualTo(2);
    assertThat(ledger.count(Outcome.FILTERED)).isZero();
  }

  @Test
  void an_event_without_outcome_cannot_go_unnoticed() {
    assertThatThrownBy(() -> new Ledger(10, Map.of(Outcome.INDEXED, 8)))
        .isInstanceOfSatisfying(
            Ledger.UnaccountedEvents.class, e -> assertThat(e.events()).isEqualTo(2))
        .hasMessageContaining("received 10")
        .hasMessageContaining("INDEXED=8");
  }

  @Test
  void an_outcome_that_no_event_had_cannot_go_unnoticed() {
    assertThatThrownBy(() -> new Ledger(1, Map.of(Outcome.INDEXED, 1, Outcome.DUPLICATE, 1)))
        .isInstanceOfSatisfying(
            Ledger.UnaccountedEvents.class, e -> assertThat(e.events()).isEqualTo(1));
  }

  @Test
  void a_negative_count_hides_no_other() {
    assertThatThrownBy(() -> new Ledger(1, Map.of(Outcome.INDEXED, 2, Outcome.RETURNED, -1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("negative");
  }

  @Test
  void two_ledgers_add_up_outcome_by_outcome() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 100; i++) {
      Ledger a = random(random);
      Ledger b = random(random);
      Ledger sum = a.plus(b);
      for (Outcome outcome : Outcome.values()) {
        assertThat(sum.count(outcome)).isEqualTo(a.count(outcome) + b.count(outcome));
      }
      assertThat(sum.received()).isEqualTo(a.received() + b.received());
    }
  }

  private static Ledger random(SplittableRandom random) {
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    int received = 0;
    for (Outcome outcome : Outcome.values()) {
      int count = random.nextInt(5);
      counts.put(outcome, count);
      received += count;
    }
    return new Ledger(received, counts);
  }
}
