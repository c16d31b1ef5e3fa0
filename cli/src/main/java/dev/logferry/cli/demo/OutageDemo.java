package dev.logferry.cli.demo;

import dev.logferry.localstack.ForwarderFunction;
import dev.logferry.localstack.LocalStack;
import dev.logferry.localstack.system.ContainerLog;
import dev.logferry.localstack.system.Forwarded;
import dev.logferry.localstack.system.RedriveSchedule;
import dev.logferry.localstack.system.SystemLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** Kills Elasticsearch while lines arrive in CloudWatch Logs, and waits until all is delivered. */
final class OutageDemo {

  static final String GROUP = "/demo/orders";

  private static final int LINES = 2_000;
  private static final int KILL_AT = 600;
  private static final int START_AT = 1_800;
  private static final Duration BETWEEN_LINES = Duration.ofMillis(5);
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final LocalStack stack;
  private final Path root;
  private final Consumer<String> say;

  OutageDemo(LocalStack stack, Path root, Consumer<String> say) {
    this.stack = stack;
    this.root = root;
    this.say = say;
  }

  /** Returns whether everything was delivered in time. */
  boolean run() throws InterruptedException {
    SystemLog log = new SystemLog(say);
    log.say("Writing %,d lines to the log group %s".formatted(LINES, GROUP));
    try (ContainerLog orders =
            ContainerLog.start(
                root,
                Forwarded.EVERYTHING,
                stack.cloudWatch().url(),
                stack.cloudWatch().functionArn(ForwarderFunction.NAME),
                GROUP,
                log);
        RedriveSchedule redrive = RedriveSchedule.start(stack.redrive(), log)) {
      for (int number = 1; number <= LINES; number++) {
        orders.add("order %d accepted".formatted(number));
        if (number == KILL_AT) {
          log.say("Line %d: Elasticsearch is killed".formatted(number));
          stack.elasticsearch().killProcess();
        }
        if (number == START_AT) {
          log.say("Line %d: Elasticsearch is started again".formatted(number));
          stack.elasticsearch().startProcess();
        }
        Thread.sleep(BETWEEN_LINES);
      }
      log.say(
          "All %,d lines are written. Waiting for Lambda's retries and the redrive"
              .formatted(LINES));
      return orders.awaitSent(LIMIT)
          && stack.cloudWatch().awaitDelivery(LIMIT)
          && redrive.awaitNothingLeft(LIMIT);
    }
  }
}
