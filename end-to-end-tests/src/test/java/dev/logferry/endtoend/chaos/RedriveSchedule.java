package dev.logferry.endtoend.chaos;

import dev.logferry.localstack.lambda.Invocation;
import dev.logferry.localstack.lambda.InvocationResult;
import dev.logferry.localstack.lambda.LocalLambda;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Invokes the redrive again and again; in the end, as an operator would, until nothing is left. */
final class RedriveSchedule implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration PAUSE = Duration.ofSeconds(3);
  private static final String SCHEDULED = "{}";
  private static final String EVERYTHING = "{\"rejected\":\"all\",\"malformed\":\"all\"}";

  private final LocalLambda redrive;
  private final Timeline timeline;
  private final ReentrantLock runs = new ReentrantLock(true);
  private final Thread schedule;
  private volatile boolean ending;
  private int invocations;
  private int withoutLedger;
  private int settledObjects;

  private RedriveSchedule(LocalLambda redrive, Timeline timeline) {
    this.redrive = redrive;
    this.timeline = timeline;
    this.schedule = Thread.ofPlatform().name("redrive-schedule").unstarted(this::run);
  }

  static RedriveSchedule start(LocalLambda redrive, Timeline timeline) {
    RedriveSchedule schedule = new RedriveSchedule(redrive, timeline);
    schedule.schedule.start();
    return schedule;
  }

  private void run() {
    try {
      while (!ending) {
        invoke(SCHEDULED);
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Does something while no redrive runs. */
  void betweenRuns(Traffic.Act act) throws Exception {
    runs.lockInterruptibly();
    try {
      act.run();
    } finally {
      runs.unlock();
    }
  }

  /** Ends the schedule, and brings in everything. Fails if there is something left in the end. */
  void drain(Duration limit) throws InterruptedException {
    close();
    long startNanos = System.nanoTime();
    JsonNode objects = invoke(EVERYTHING);
    while (objects.path("listed").asInt(-1) != 0) {
      if (System.nanoTime() - startNanos > limit.toNanos()) {
        throw new AssertionError("undelivered after " + limit + " of redrives: " + objects);
      }
      Thread.sleep(Duration.ofSeconds(1));
      objects = invoke(EVERYTHING);
    }
  }

  /** The counts of objects; missing if the redrive did not answer. */
  private JsonNode invoke(String event) throws InterruptedException {
    runs.lockInterruptibly();
    try {
      Invocation invocation = redrive.invoke(event.getBytes(StandardCharsets.UTF_8));
      JsonNode answer = JSON.missingNode();
      if (invocation.result() instanceof InvocationResult.Succeeded(var response)) {
        answer = JSON.readTree(response.bytes());
      }
      JsonNode objects = answer.path("objects");
      invocations++;
      withoutLedger += LedgerTotals.of(invocation).ledgers() == 0 ? 1 : 0;
      settledObjects += objects.path("settled").asInt(0);
      if (objects.path("listed").asInt(-1) != 0) {
        timeline.tell(
            "redrive: %s %s %s"
                .formatted(
                    invocation.result().getClass().getSimpleName(),
                    objects,
                    answer.path("stopped").asString("")));
      }
      return objects;
    } finally {
      runs.unlock();
    }
  }

  /**
   * What all redrives did.
   *
   * @param withoutLedger those that ended before they could log one
   */
  record Totals(int invocations, int withoutLedger, int settledObjects) {

    @Override
    public String toString() {
      return "%d redrives settled %d objects; %d ended without a ledger"
          .formatted(invocations, settledObjects, withoutLedger);
    }
  }

  Totals totals() {
    return new Totals(invocations, withoutLedger, settledObjects);
  }

  /** Waits for the redrive in progress to end. */
  @Override
  public void close() {
    ending = true;
    Threads.awaitEnd(schedule);
  }
}
