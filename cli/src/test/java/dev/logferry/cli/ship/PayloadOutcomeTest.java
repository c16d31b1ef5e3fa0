package dev.logferry.cli.ship;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.cli.lambda.FakeLambda;
import dev.logferry.cli.lambda.Invocation;
import dev.logferry.cli.ship.PayloadOutcome.Accounted;
import dev.logferry.cli.ship.PayloadOutcome.Failed;
import dev.logferry.cli.ship.PayloadOutcome.Queued;
import dev.logferry.cli.ship.PayloadOutcome.Undeliverable;
import dev.logferry.forwarder.Ledger;
import dev.logferry.forwarder.Outcome;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadOutcomeTest {

  @Test
  void a_balanced_ledger_over_all_events_is_good_news() {
    assertThat(answered(FakeLambda.ledger(3, 2, 1), 3))
        .isEqualTo(new Accounted(new Ledger(3, Map.of(Outcome.INDEXED, 2, Outcome.DUPLICATE, 1))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "\"ok\"",
        "{}",
        "[]",
        "{\"ledger\":null}",
        "{\"ledger\":{}}",
        "<html>",
        "{\"led"
      })
  void an_answer_without_a_ledger_is_a_failure(String response) {
    assertThat(answered(response, 1))
        .isInstanceOfSatisfying(
            Failed.class,
            failed ->
                assertThat(failed.reason())
                    .startsWith("the function did not report the outcome of the events"));
  }

  @Test
  void a_ledger_that_lacks_a_count_is_a_failure() {
    String response = FakeLambda.ledger(1, 1, 0).replace("\"filtered\":0,", "");

    assertThat(answered(response, 1))
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.reason()).contains("no count 'filtered'"));
  }

  @Test
  void a_ledger_that_does_not_balance_is_a_failure() {
    assertThat(answered(FakeLambda.ledger(3, 1, 1), 3))
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.reason()).contains("unaccounted log events"));
  }

  @Test
  void a_ledger_over_fewer_events_is_a_failure() {
    assertThat(answered(FakeLambda.ledger(2, 2, 0), 3))
        .isEqualTo(new Failed("3 events were sent and the function says that it received 2"));
  }

  @Test
  void events_handed_back_are_a_failure_because_nobody_tries_again() {
    String response = FakeLambda.ledger(2, 1, 0).replace("\"returned\":0", "\"returned\":1");

    assertThat(answered(response, 2))
        .isEqualTo(new Failed("the function handed back 1 of 2 events"));
  }

  @Test
  void what_is_not_an_answer_of_the_function() {
    assertThat(PayloadOutcome.of(new Invocation.Accepted(), 1)).isEqualTo(new Queued());
    assertThat(PayloadOutcome.of(new Invocation.Unreachable("gone"), 1))
        .isEqualTo(new Undeliverable("gone"));
    assertThat(PayloadOutcome.of(new Invocation.NoResponse("reset"), 1))
        .isEqualTo(new Failed("reset"));
    assertThat(PayloadOutcome.of(new Invocation.Rejected(429, "slow down"), 1))
        .isEqualTo(new Failed("Lambda answered 429: slow down"));
    assertThat(
            PayloadOutcome.of(
                new Invocation.FunctionFailed("Unhandled", "a.B", "boom", Optional.empty()), 1))
        .isEqualTo(new Failed("the function failed (Unhandled): a.B: boom"));
  }

  private static PayloadOutcome answered(String response, int events) {
    return PayloadOutcome.of(new Invocation.Responded(response, Optional.empty()), events);
  }
}
