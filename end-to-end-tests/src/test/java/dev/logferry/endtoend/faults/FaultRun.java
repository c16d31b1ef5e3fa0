package dev.logferry.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.deadletter.DeadLetter;
import dev.logferry.forwarder.deadletter.DeadLetter.MalformedPayload;
import dev.logferry.forwarder.deadletter.DeadLetter.RejectedDocument;
import dev.logferry.forwarder.testing.Payloads;
import dev.logferry.localstack.lambda.AsyncOutcome;
import dev.logferry.localstack.lambda.Invocation;
import dev.logferry.localstack.lambda.InvocationResult.Succeeded;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One case: a payload meets a fault, Lambda does what it does, then the redrive. */
final class FaultRun {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final FaultStage stage;
  private final Fault fault;
  private final byte[] event;

  FaultRun(FaultStage stage, Fault fault) {
    this.stage = stage;
    this.fault = fault;
    this.event = Payloads.lambdaEvent(fault.payload().gzip(fault.name()));
  }

  /**
   * What was seen.
   *
   * @param requests bulk requests before the redrive
   * @param time until Lambda was done with the payload
   * @param log of the last run, to see what went wrong
   */
  record Seen(Result result, int requests, Duration time, String log) {}

  Seen run() throws IOException {
    stage.reset();
    fault.begin().on(stage);
    int from = stage.server().arrivals().size();
    long start = System.nanoTime();
    AsyncOutcome outcome = stage.deliver(event, fault.lasts());
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    int requests = stage.server().arrivals().size() - from;
    String log = outcome.attempts().getLast().log();
    int stored = stage.server().stored().size();
    Kept kept = kept();
    assertNothingLost(log);

    fault.end().on(stage);
    if (!kept.equals(Kept.NOTHING)) {
      redrive();
    }
    assertNothingLost(log);
    assertThat(stage.server().malformed()).isEmpty();
    Result result =
        new Result(
            OptionalInt.of(requests),
            outcome.attempts().size(),
            stored,
            kept,
            new Resends(stage.runs(), from, from + requests).among(stage.server().arrivals()),
            stage.server().stored().size(),
            kept());
    return new Seen(result, requests, time, log);
  }

  private void redrive() {
    Invocation invocation = stage.redrive(fault.redrive());
    assertThat(invocation.result()).as(invocation.log()).isInstanceOf(Succeeded.class);
  }

  private Kept kept() throws IOException {
    List<DeadLetter> letters = stage.buckets().deadLetters();
    int rejected = (int) letters.stream().filter(RejectedDocument.class::isInstance).count();
    return new Kept(stage.buckets().failedEvents().size(), rejected, letters.size() - rejected);
  }

  /** Every event is stored, or kept where the redrive finds it. */
  private void assertNothingLost(String log) throws IOException {
    Set<String> found =
        stage.server().stored().values().stream()
            .map(FaultRun::eventId)
            .collect(Collectors.toCollection(HashSet::new));
    boolean wholePayload = false;
    for (DeadLetter letter : stage.buckets().deadLetters()) {
      switch (letter) {
        case RejectedDocument rejected -> found.add(eventId(JSON.readTree(rejected.document())));
        case MalformedPayload malformed ->
            wholePayload |= Arrays.equals(malformed.payload(), event);
      }
    }
    wholePayload |= stage.buckets().failedEvents().contains(JSON.readTree(event));
    assertThat(wholePayload || found.equals(sent())).as("nothing lost%n%s", log).isTrue();
  }

  private Set<String> sent() {
    return fault.payload() == Sent.CONTROL_MESSAGE
        ? Set.of()
        : IntStream.range(0, Sent.COUNT).mapToObj(Payloads::eventId).collect(Collectors.toSet());
  }

  private static String eventId(JsonNode document) {
    return document.at("/aws/cloudwatch/event_id").asString();
  }
}
