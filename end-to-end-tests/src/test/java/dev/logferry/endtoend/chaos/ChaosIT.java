package dev.logferry.endtoend.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Faults of every kind, one after another, while payloads keep coming through the real runtime
 * client: at the end each event is stored once. A million events:
 *
 * <pre>
 * ./mvnw verify -pl end-to-end-tests -am -Dtest=none -Dit.test=ChaosIT \
 *   -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false \
 *   -Dlogferry.chaos.events=1000000 -Dlogferry.chaos.eventsPerPayload=5000 -Dlogferry.chaos.faults=28
 * </pre>
 *
 * <p>Further properties: {@code logferry.chaos.seed}, {@code logferry.chaos.bytesPerEvent} and
 * {@code logferry.chaos.rolloversAtAnyTime}, see {@link ChaosPlan}.
 */
class ChaosIT {

  /** So short that Lambda's retries and its on-failure bucket have their share. */
  private static final Duration INVOCATION_LIMIT = Duration.ofSeconds(10);

  private final ChaosPlan plan = ChaosPlan.fromSystemProperties();
  private final Timeline timeline = new Timeline();

  @Test
  @Timeout(value = 4, unit = TimeUnit.HOURS) // a million events on a busy machine
  void every_event_is_stored_once_whatever_fails_meanwhile() throws Exception {
    try (ChaosStack stack = ChaosStack.start(INVOCATION_LIMIT)) {
      timeline.tell("begins: " + plan);
      PayloadMaker payloads =
          new PayloadMaker(
              plan, number -> plan.faultOf(number).equals(Optional.of(Fault.MAPPING_CONFLICT)));
      Traffic traffic = new Traffic(stack.forwarder(), payloads);
      RedriveSchedule.Totals redriven = run(stack, traffic, payloads);
      Reconciliation result = Reconciliation.of(traffic.sent(), new StoredEvents(stack.admin()));
      tell(traffic, redriven, stack.ledgers(), result);
      requireExact(traffic, redriven, stack.ledgers(), result);
    }
  }

  /** Sends everything, and redrives what Lambda gave up on. */
  private RedriveSchedule.Totals run(ChaosStack stack, Traffic traffic, PayloadMaker payloads)
      throws Exception {
    try (RedriveSchedule redrives = RedriveSchedule.start(stack.redrive(), timeline);
        FaultSchedule faults =
            new FaultSchedule(plan, new FaultInjector(stack, plan, traffic, redrives, timeline))) {
      faults.start();
      send(traffic, payloads, faults);
      faults.awaitEnd();
      traffic.inSilence(() -> timeline.tell("all payloads are delivered or given up"));
      redrives.drain(Duration.ofMinutes(10));
      timeline.tell("faults: " + faults.injected());
      assertThat(faults.problem()).as("%s", plan).isEmpty();
      assertThat(faults.injected().values().stream().mapToInt(Integer::intValue).sum())
          .isEqualTo(plan.faults());
      return redrives.totals();
    }
  }

  private void send(Traffic traffic, PayloadMaker payloads, FaultSchedule faults) throws Exception {
    for (int number = 0; number < plan.payloads(); number++) {
      if (plan.turnOf(number) == 0 && plan.turnOf(number - 1) < 0) {
        traffic.inSilence(() -> timeline.tell("all is well: " + traffic.told()));
      }
      faults.awaitTurnOf(number);
      traffic.send(payloads.make(number));
    }
  }

  private void tell(
      Traffic traffic,
      RedriveSchedule.Totals redriven,
      LedgerTotals ledgers,
      Reconciliation result) {
    timeline.tell(traffic.told());
    timeline.tell(redriven.toString());
    timeline.tell(ledgers.toString());
    timeline.tell(result.toString());
    timeline.tell(
        String.format(
            Locale.ROOT,
            "stored, and not reported as stored by any ledger: %d",
            result.documents() - ledgers.firstStored()));
  }

  private void requireExact(
      Traffic traffic,
      RedriveSchedule.Totals redriven,
      LedgerTotals ledgers,
      Reconciliation result) {
    assertThat(traffic.problems()).as("%s", plan).isEmpty();
    assertThat(ledgers.unbalanced()).as("%s", plan).isZero();
    if (plan.rolloversAtAnyTime()) {
      assertThat(result.missing()).as("%s: %s", plan, result).isEmpty();
      return;
    }
    assertThat(result.isExact()).as("%s: %s", plan, result).isTrue();
    assertThat(result.documents()).isEqualTo(result.sent());
    // The faults did something: documents were sent again that were there, and some were refused.
    assertThat(ledgers.duplicate()).isPositive();
    assertThat(ledgers.deadLettered()).isPositive();
    assertThat(result.documents() - ledgers.firstStored())
        .as("documents that no ledger reports as stored; %s: %s", plan, ledgers)
        .isBetween(0L, mostUnreported(traffic, redriven, ledgers));
  }

  /**
   * The most documents that may be stored without a ledger that says so. No ledger may report a
   * document as stored twice, so there are never fewer than none. Each of them is there for one of
   * three reasons: its answer was lost, and then a later attempt met it as a duplicate; or the
   * forwarder ended without a ledger, and then it held that payload; or a redrive did, and then it
   * could store no more than what had been given up or dead-lettered.
   */
  private static long mostUnreported(
      Traffic traffic, RedriveSchedule.Totals redriven, LedgerTotals ledgers) {
    long byRedrive =
        redriven.withoutLedger() == 0 ? 0 : traffic.givenUpEvents() + ledgers.deadLettered();
    return ledgers.duplicate() + traffic.eventsWithoutLedger() + byRedrive;
  }
}
