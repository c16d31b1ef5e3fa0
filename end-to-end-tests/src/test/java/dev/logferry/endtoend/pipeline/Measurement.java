package dev.logferry.endtoend.pipeline;

import dev.logferry.forwarder.testing.Events;
import dev.logferry.forwarder.testing.Payloads;
import dev.logferry.localstack.lambda.ColdStart;
import dev.logferry.localstack.lambda.Invocation;
import dev.logferry.localstack.lambda.InvocationResult.Succeeded;
import dev.logferry.localstack.lambda.LocalLambda;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Prints figures for orientation: cold start and CPU per event of the forwarder in the local
 * Lambda, against the real server over TLS. Not a test: its name keeps it out of the build. Run by
 *
 * <pre>
 * ./mvnw verify -pl end-to-end-tests -am -Dtest=none -Dit.test=Measurement \
 *   -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false
 * </pre>
 */
class Measurement {

  private static final int COLD_STARTS = 15;
  private static final int ROUNDS = 12;
  private static final int EVENTS = 2_000;

  @Test
  void print_figures() {
    Map<String, String> environment = Forwarder.environment(LocalCluster.shared().cluster());
    measureColdStarts(environment);
    measureWarm(environment, "typical ECS line", EVENTS, Measurement::ecsLine);
    measureWarm(environment, "plain line", EVENTS, Measurement::plainLine);
  }

  /** How long one large payload takes with so many requests in flight, in turns. */
  @Test
  void print_what_requests_in_flight_bring() {
    Map<Integer, List<Long>> millis = new TreeMap<>();
    for (int round = 0; round < 4; round++) {
      for (int inFlight : new int[] {1, 2, 3, 4}) {
        Map<String, String> environment =
            new HashMap<>(Forwarder.environment(LocalCluster.shared().cluster()));
        environment.put("LOGFERRY_MAX_IN_FLIGHT", String.valueOf(inFlight));
        millis
            .computeIfAbsent(inFlight, _ -> new ArrayList<>())
            .addAll(measureLargePayloads(environment, "r" + round + "-" + inFlight));
      }
    }
    millis.forEach((n, all) -> print("20,000 ECS lines, wall ms, in flight: " + n, all));
  }

  private static List<Long> measureLargePayloads(Map<String, String> environment, String name) {
    List<Long> millis = new ArrayList<>();
    try (LocalLambda lambda = Forwarder.start(environment)) {
      for (int i = 0; i < 4; i++) {
        int payload = i;
        List<String> messages =
            IntStream.range(0, 20_000).mapToObj(number -> ecsLine(payload, number)).toList();
        byte[] event = Payloads.lambdaEvent(Payloads.envelope("/measure", name + i, messages));
        long before = System.nanoTime();
        succeeded(lambda.invoke(event));
        if (i > 0) { // the first one is cold
          millis.add((System.nanoTime() - before) / 1_000_000);
        }
      }
    }
    return millis;
  }

  private static void measureColdStarts(Map<String, String> environment) {
    List<Long> initialization = new ArrayList<>();
    List<Long> total = new ArrayList<>();
    for (int i = 0; i < COLD_STARTS; i++) {
      try (LocalLambda lambda = Forwarder.start(environment)) {
        ColdStart cold =
            succeeded(lambda.invoke(Events.lambdaEvent("ecs-error"))).coldStart().orElseThrow();
        initialization.add(cold.initialization().toMillis());
        total.add(cold.total().toMillis());
      }
    }
    print("cold start, process start to answer, ms", total);
    print("  of that initialization, ms", initialization);
  }

  private interface LineMaker {
    String line(int round, int number);
  }

  private static void measureWarm(
      Map<String, String> environment, String what, int events, LineMaker lines) {
    List<Long> cpuMicrosPerEvent = new ArrayList<>();
    try (LocalLambda lambda = Forwarder.start(environment)) {
      for (int round = 0; round < ROUNDS; round++) {
        int number = round;
        List<String> messages =
            IntStream.range(0, events).mapToObj(i -> lines.line(number, i)).toList();
        byte[] event = Payloads.lambdaEvent(Payloads.envelope("/measure", what + round, messages));
        Duration before = cpu();
        succeeded(lambda.invoke(event));
        if (round >= ROUNDS / 2) {
          cpuMicrosPerEvent.add(cpu().minus(before).toNanos() / 1000 / events);
        }
      }
    }
    print("CPU of the function's process per event, us: " + what, cpuMicrosPerEvent);
  }

  /** CPU time of the only child whose command is the runtime client. */
  private static Duration cpu() {
    return ProcessHandle.current()
        .descendants()
        .filter(
            child ->
                child.info().arguments().map(List::of).orElse(List.of()).stream()
                    .anyMatch(argument -> argument.endsWith("ForwardHandler::handleRequest")))
        .map(child -> child.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static Invocation succeeded(Invocation invocation) {
    if (!(invocation.result() instanceof Succeeded)) {
      throw new IllegalStateException(invocation.log());
    }
    return invocation;
  }

  private static String ecsLine(int round, int number) {
    return "{\"@timestamp\":\"2026-11-22T10:00:00.%03dZ\",\"log.level\":\"ERROR\",\"message\":\"GET /v1/products/%d/reviews failed after %d ms\",\"ecs.version\":\"1.2.0\",\"service.name\":\"shop-api\",\"service.version\":\"1.4.2\",\"service.environment\":\"production\",\"process.thread.name\":\"virtual-%d\",\"log.logger\":\"dev.logferry.shop.review.ReviewRoutes\",\"trace.id\":\"4bf92f3577b34da6a3ce929d%08x\",\"http.request.method\":\"GET\",\"http.response.status_code\":503,\"url.path\":\"/v1/products/%d/reviews\",\"event.duration\":%d,\"error.type\":\"java.sql.SQLTransientConnectionException\",\"error.message\":\"HikariPool-1 - Connection is not available, request timed out after 3000ms\"}"
        .formatted(
            number % 1000,
            number,
            number % 900,
            number % 50,
            number,
            number,
            number * 1000 + round);
  }

  private static String plainLine(int round, int number) {
    return "2026-11-22 10:00:00.%03d ERROR [virtual-%d] ReviewRoutes - GET /v1/products/%d/reviews failed after %d ms (%d)"
        .formatted(number % 1000, number % 50, number, number % 900, round);
  }

  private static void print(String what, List<Long> values) {
    List<Long> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    System.out.printf(
        "%s: median %d [%d..%d] of %d%n",
        what, sorted.get(sorted.size() / 2), sorted.getFirst(), sorted.getLast(), sorted.size());
  }
}
