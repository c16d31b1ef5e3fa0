package dev.logferry.endtoend.chaos;

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

/** Sends payloads as CloudWatch does: invokes the function asynchronously; Lambda retries. */
final class Traffic {

  /** Payloads in flight, at most. */
  private static final int OUTSTANDING = 6;

  private final LocalLambda forwarder;
  private final PayloadMaker payloads;
  private final Semaphore room = new Semaphore(OUTSTANDING, true);

  private final List<Payload> sent = new ArrayList<>();
  private Optional<Payload> last = Optional.empty();
  private int sentAgain;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, Integer> attempts = new TreeMap<>();
  private int delivered;
  private int givenUp;
  private long givenUpEvents;
  private long eventsWithoutLedger;

  Traffic(LocalLambda forwarder, PayloadMaker payloads) {
    this.forwarder = forwarder;
    this.payloads = payloads;
  }

  /** Waits while too many payloads are in flight, or during {@link #inSilence}. */
  void send(Payload payload) throws InterruptedException {
    room.acquire();
    synchronized (this) {
      sent.add(payload);
      last = Optional.of(payload);
    }
    invoke(payload);
  }

  /** Delivers the last payload once more, as CloudWatch may, unless something is in flight. */
  void sendAgainWhenIdle() {
    if (room.tryAcquire(OUTSTANDING)) {
      room.release(OUTSTANDING - 1);
      invoke(noteSentAgain());
    }
  }

  private synchronized Payload noteSentAgain() {
    sentAgain++;
    return last.orElseThrow();
  }

  private void invoke(Payload payload) {
    var _ =
        forwarder
            .invokeAsync(payloads.lambdaEvent(payload))
            .outcome()
            .whenComplete(
                (outcome, failure) -> {
                  if (failure == null) {
                    ended(payload, outcome);
                  } else {
                    problem("payload %d: %s".formatted(payload.number(), failure));
                  }
                  room.release();
                });
  }

  /** Something to do while no payload is in flight. */
  interface Act {
    void run() throws Exception;
  }

  /** Waits until no payload is in flight, then does something before more are sent. */
  void inSilence(Act act) throws Exception {
    room.acquire(OUTSTANDING);
    try {
      act.run();
    } finally {
      room.release(OUTSTANDING);
    }
  }

  private synchronized void ended(Payload payload, AsyncOutcome outcome) {
    for (Invocation attempt : outcome.attempts()) {
      attempts.merge(nameOf(attempt.result()), 1, Integer::sum);
      eventsWithoutLedger += LedgerTotals.of(attempt).ledgers() == 0 ? payload.events() : 0;
    }
    switch (outcome) {
      case AsyncOutcome.Delivered(var all) -> {
        delivered++;
        LedgerTotals last = LedgerTotals.of(all.getLast());
        if (last.received() != payload.events() || last.returned() != 0) {
          problem("payload %d is delivered by the ledger %s".formatted(payload.number(), last));
        }
      }
      case AsyncOutcome.GivenUp _ -> {
        givenUp++;
        givenUpEvents += payload.events();
      }
    }
  }

  private static String nameOf(InvocationResult result) {
    return result.getClass().getSimpleName();
  }

  private synchronized void problem(String what) {
    problems.add(what);
  }

  /** All payloads that were sent. */
  synchronized List<Payload> sent() {
    return List.copyOf(sent);
  }

  /** What must not happen, and did. */
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
