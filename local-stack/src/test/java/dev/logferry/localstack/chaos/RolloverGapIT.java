package dev.logferry.localstack.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.localstack.chaos.FaultyNode.Mode;
import dev.logferry.localstack.lambda.AsyncInvocation;
import dev.logferry.localstack.lambda.AsyncOutcome;
import dev.logferry.localstack.lambda.InvocationResult.Crashed;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/**
 * The known gap in "never twice", so that nobody has to guess how wide it is: Elasticsearch stores
 * documents, the forwarder does not learn of it, the data stream rolls over, and then the forwarder
 * or Lambda tries again. The direct way does not look before it creates, as the redrive does, so
 * the new write index takes the same ids once more. Nothing is lost by it.
 *
 * @see <a href="https://github.com/elastic/elasticsearch/issues/44794">Ids are unique in a backing
 *     index, not in a data stream</a>
 */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(180)
class RolloverGapIT {

  private static final int EVENTS = 500;

  private final Parcels parcels =
      new Parcels(new ChaosPlan(2000, EVENTS, 180, 1, 1, false), _ -> false);
  private ChaosStack stack;

  @BeforeAll
  void start() throws IOException {
    stack = ChaosStack.start();
  }

  @AfterAll
  void stop() {
    stack.close();
  }

  @Test
  void a_rollover_before_the_retry_within_one_invocation_stores_copies() throws Exception {
    Parcel parcel = parcels.make(0);

    AsyncInvocation invocation = storeWithoutAnswer(parcel);
    rollOver();
    become(Mode.PASSING);

    assertThat(outcome(invocation).attempts()).hasSize(1);
    assertCopied(parcel);
  }

  @Test
  void a_rollover_before_lambdas_retry_stores_copies() throws Exception {
    Parcel parcel = parcels.make(2);

    AsyncInvocation invocation = storeWithoutAnswer(parcel);
    assertThat(stack.forwarder().killEnvironment()).isTrue();
    rollOver();
    become(Mode.PASSING);

    List<?> results =
        outcome(invocation).attempts().stream().map(attempt -> attempt.result()).toList();
    assertThat(results.getFirst()).isInstanceOf(Crashed.class);
    assertCopied(parcel);
  }

  /** The same without a rollover: each is met as a duplicate. */
  @Test
  void lambdas_retry_alone_stores_no_copies() throws Exception {
    Parcel parcel = parcels.make(4);

    AsyncInvocation invocation = storeWithoutAnswer(parcel);
    assertThat(stack.forwarder().killEnvironment()).isTrue();
    become(Mode.PASSING);

    LedgerTotals ledger = new LedgerTotals();
    ledger.add(outcome(invocation).attempts().getLast().logLines());
    assertThat(ledger.duplicate()).isEqualTo(EVENTS);
    assertThat(documentsOf(parcel)).isEqualTo(EVENTS);
  }

  /** Returns once every document is stored, and the forwarder cannot reach the cluster. */
  private AsyncInvocation storeWithoutAnswer(Parcel parcel) throws Exception {
    become(Mode.CUTTING);
    AsyncInvocation invocation = stack.forwarder().invokeAsync(parcel.lambdaEvent());
    while (documentsOf(parcel) < EVENTS) {
      Thread.sleep(50);
    }
    become(Mode.REFUSING);
    return invocation;
  }

  private void assertCopied(Parcel parcel) throws Exception {
    assertThat(documentsOf(parcel)).isEqualTo(2 * EVENTS);
  }

  private static AsyncOutcome outcome(AsyncInvocation invocation) throws Exception {
    AsyncOutcome outcome = invocation.outcome().get(60, TimeUnit.SECONDS);
    assertThat(outcome).isInstanceOf(AsyncOutcome.Delivered.class);
    return outcome;
  }

  private void become(Mode mode) {
    stack.nodes().forEach(node -> node.become(mode));
  }

  private void rollOver() throws Exception {
    var answer =
        stack.admin().demand("POST", "/" + ChaosStack.DATA_STREAMS.getFirst() + "/_rollover", "{}");
    assertThat(answer.path("rolled_over").asBoolean()).as(answer.toString()).isTrue();
  }

  private int documentsOf(Parcel parcel) throws Exception {
    var _ = stack.admin().ask("POST", "/logs-*-*/_refresh", "");
    return stack
        .admin()
        .demand(
            "POST",
            "/logs-*-*/_count",
            "{\"query\":{\"term\":{\"aws.cloudwatch.log_stream\":\"%s\"}}}"
                .formatted(Parcels.logStream(parcel.sent().payload())))
        .path("count")
        .asInt();
  }
}
