package dev.logferry.localstack.chaos;

import dev.logferry.localstack.lambda.AsyncOutcome;
import dev.logferry.localstack.lambda.Invocation;
import dev.logferry.localstack.lambda.InvocationResult;
import dev.logferry.localstack.lambda.LocalLambda;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;

/** Sends payloads as CloudWatch does: it hands them over, and Lambda sees to the rest. */
final class Traffic {

  /** Handed over and not at their end yet. */
  private static final int OUTSTANDING = 6;

  private final LocalLambda forwarder;
  private final Semaphore room = new Semaphore(OUTSTANDING, true);

  private final List<Parcel.Sent> sent = new ArrayList<>();
  private Optional<Parcel> last = Optional.empty();
  private int sentAgain;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, Integer> attempts = new TreeMap<>();
  private int delivered;
  private int givenUp;
  private long givenUpEvents;
  private long eventsWithoutLedger;

  Traffic(LocalLambda forwarder) {
    this.forwarder = forwarder;
  }

  /** Waits for room, and for the end of a silence. */
  void send(Parcel parcel) throws InterruptedException {
    room.acquire();
    synchronized (this) {
      sent.add(parcel.sent());
      last = Optional.of(parcel);
    }
    invoke(parcel);
  }

  /** Delivers the last payload once more, as CloudWatch may, unless something is in flight. */
  void sendAgainWhenIdle() {
    if (room.tryAcquire(OUTSTANDING)) {
      room.release(OUTSTANDING - 1);
      invoke(noteSentAgain());
    }
  }

  private synchronized Parcel noteSentAgain() {
    sentAgain++;
    return last.orElseThrow();
  }

  private void invoke(Parcel parcel) {
    var _ =
        forwarder
            .invokeAsync(parcel.lambdaEvent())
            .outcome()
            .whenComplete(
                (outcome, failure) -> {
                  if (failure == null) {
                    ended(parcel.sent(), outcome);
                  } else {
                    problem("payload %d: %s".formatted(parcel.sent().payload(), failure));
                  }
                  room.release();
                });
  }

  /** Something to be done while no payload is in flight. */
  interface Act {
    void run() throws Exception;
  }

  /** Lets what was handed over come to its end, then does something before more is handed over. */
  void inSilence(Act act) throws Exception {
    room.acquire(OUTSTANDING);
    try {
      act.run();
    } finally {
      room.release(OUTSTANDING);
    }
  }

  private synchronized void ended(Parcel.Sent parcel, AsyncOutcome outcome) {
    for (Invocation attempt : outcome.attempts()) {
      attempts.merge(nameOf(attempt.result()), 1, Integer::sum);
      eventsWithoutLedger += LedgerTotals.of(attempt).ledgers() == 0 ? parcel.events() : 0;
    }
    switch (outcome) {
      case AsyncOutcome.Delivered(var all) -> {
        delivered++;
        LedgerTotals last = LedgerTotals.of(all.getLast());
        if (last.received() != parcel.events() || last.returned() != 0) {
          problem("payload %d is delivered by the ledger %s".formatted(parcel.payload(), last));
        }
      }
      case AsyncOutcome.GivenUp _ -> {
        givenUp++;
        givenUpEvents += parcel.events();
      }
    }
  }

  private static String nameOf(InvocationResult result) {
    return result.getClass().getSimpleName();
  }

  private synchronized void problem(String what) {
    problems.add(what);
  }

  /** All that was handed over. */
  synchronized List<Parcel.Sent> sent() {
    return List.copyOf(sent);
  }

  /** What should never be. */
  synchronized List<String> problems() {
    return List.copyOf(problems);
  }

  /** Events of the payloads that were given up into the on-failure bucket. */
  synchronized long givenUpEvents() {
    return givenUpEvents;
  }

  /** Events of the attempts that ended without a ledger, each attempt counted. */
  synchronized long eventsWithoutLedger() {
    return eventsWithoutLedger;
  }

  synchronized String told() {
    return "%d payloads, %d of them sent again: %d delivered, %d given up into the on-failure bucket; attempts %s"
        .formatted(sent.size(), sentAgain, delivered, givenUp, attempts);
  }
}
