package dev.logferry.localstack.system;

import dev.logferry.localstack.lambda.InvocationResult;
import dev.logferry.localstack.lambda.LocalLambda;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Invokes the redrive periodically, as EventBridge does, and reports what it delivered. */
public final class RedriveSchedule implements AutoCloseable {

  /** Every five minutes on AWS; here somebody is watching. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private static final byte[] SCHEDULED = "{}".getBytes(StandardCharsets.UTF_8);

  private final LocalLambda redrive;
  private final SystemLog log;
  private final Repeating schedule;
  private volatile long undelivered;
  private final AtomicInteger runs = new AtomicInteger();

  private RedriveSchedule(LocalLambda redrive, SystemLog log) {
    this.redrive = redrive;
    this.log = log;
    this.schedule = Repeating.start("redrive-schedule", PAUSE, this::invoke, log::say);
  }

  /** Starts the schedule. */
  public static RedriveSchedule start(LocalLambda redrive, SystemLog log) {
    return new RedriveSchedule(redrive, log);
  }

  /** Objects in S3 that the last run left. */
  long undelivered() {
    return undelivered;
  }

  /**
   * Waits until a later run has left nothing.
   *
   * @return whether that was within the time
   */
  public boolean awaitNothingLeft(Duration atMost) throws InterruptedException {
    int before = runs.get();
    long end = System.nanoTime() + atMost.toNanos();
    while (runs.get() <= before || undelivered > 0) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(100);
    }
    return true;
  }

  private void invoke() {
    if (redrive.invoke(SCHEDULED).result() instanceof InvocationResult.Succeeded(var response)) {
      JsonNode objects = JsonMapper.shared().readTree(response.bytes()).path("objects");
      long listed = objects.path("listed").asLong(0);
      long done = objects.path("settled").asLong(0);
      undelivered = listed - done - objects.path("gone").asLong(0);
      runs.incrementAndGet();
      if (done > 0) {
        log.say("Redrive: %d of %d objects in S3 delivered".formatted(done, listed));
      }
    }
  }

  @Override
  public void close() {
    schedule.close();
  }
}
