package dev.logferry.forwarder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LedgerTest {

  @Test
  void a_ledger_that_balances_is_built() {
    assertThat(new Ledger(28, 1, 2, 3, 4, 5, 6, 7).received()).isEqualTo(28);
  }

  @Test
  void a_ledger_that_misses_an_event_cannot_be_built() {
    assertThatThrownBy(() -> new Ledger(29, 1, 2, 3, 4, 5, 6, 7))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("received 29")
        .hasMessageContaining("= 28");
  }

  @Test
  void counts_that_balance_by_a_negative_one_cannot_be_built() {
    assertThatThrownBy(() -> new Ledger(1, 2, -1, 0, 0, 0, 0, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("negative");
  }

  @Test
  void counts_that_would_balance_by_overflow_cannot_be_built() {
    assertThatThrownBy(() -> new Ledger(0, Integer.MAX_VALUE, Integer.MAX_VALUE, 2, 0, 0, 0, 0))
        .isInstanceOf(IllegalStateException.class);
  }
}
