package dev.logferry.endtoend.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.endtoend.chaos.FaultyNode.Mode;
import dev.logferry.localstack.lambda.AsyncInvocation;
import dev.logferry.localstack.lambda.AsyncOutcome;
import dev.logferry.localstack.lambda.InvocationResult.Crashed;
import dev.logferry.localstack.lambda.InvocationResult.Succeeded;
import java.io.IOException;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/**
 * What the claim "stored once" rests on: the check at the end of a run finds what it is there to
 * find, and the known gap is as wide as it is said to be. In the gap, Elasticsearch stores
 * documents, the forwarder does not learn of it, the data stream rolls over, and then the forwarder
 * or Lambda tries again. The direct route does not check for existing ids, as the redrive does, so
 * the new write index takes the same ids once more. Nothing is lost by it.
 *
 * @see <a href="https://github.com/elastic/elasticsearch/issues/44794">Ids are unique in a backing
 *     index, not in a data stream</a>
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StoredOnceIT {

  private static final int EVENTS = 500;

  private final PayloadMaker payloads =
      new PayloadMaker(new ChaosPlan(2000, EVENTS, 180, 1, 1, false), number -> number == 1);
  private ChaosStack stack;

  @BeforeAll
  void start() throws IOException {
    stack = ChaosStack.start(Duration.ofMinutes(5));
  }

  @AfterAll
  void stop() {
    stack.close();
  }

  @Order(1)
  @Test
  void the_check_names_each_event_that_is_missing_or_doubled_or_strange_or_in_the_wrong_form()
      throws Exception {
    List<Payload> sent = List.of(forward(0), forward(1));

    Reconciliation exact = reconcile(sent);
    JsonNode deleted = takeAway(7);
    Reconciliation missing = reconcile(sent);
    putTwice(deleted);
    Reconciliation doubled = reconcile(sent);
    Reconciliation strange = reconcile(List.of(sent.get(1)));
    Reconciliation wrongForm =
        reconcile(List.of(sent.get(0), new Payload(1, EVENTS, new BitSet())));

    assertThat(exact.isExact()).as(exact.toString()).isTrue();
    assertThat(exact.degraded()).isEqualTo(EVENTS / 50);
    assertThat(missing.isExact()).isFalse();
    assertThat(missing.missing()).containsExactly(new EventKey(0, 7));
    assertThat(missing.copies()).isEmpty();
    assertThat(doubled.isExact()).isFalse();
    assertThat(doubled.missing()).isEmpty();
    assertThat(doubled.copies()).isEqualTo(Map.of("chaos/0#7", 2));
    assertThat(doubled.duplicated()).isEqualTo(1);
    assertThat(strange.strangers()).hasSize(EVENTS + 1).contains(new EventKey(0, 7));
    assertThat(wrongForm.wrongForm()).hasSize(EVENTS / 50).contains(new EventKey(1, 50));
  }

  @Order(2)
  @Test
  void a_rollover_before_the_retry_within_one_invocation_stores_copies() throws Exception {
    Payload payload = payloads.make(2);

    AsyncInvocation invocation = storeWithoutAnswer(payload);
    rollOver();
    become(Mode.PASSING);

    assertThat(outcome(invocation).attempts()).hasSize(1);
    assertCopied(payload);
  }

  @Order(2)
  @Test
  void a_rollover_before_lambdas_retry_stores_copies() throws Exception {
    Payload payload = payloads.make(4);

    AsyncInvocation invocation = storeWithoutAnswer(payload);
    assertThat(stack.forwarder().killEnvironment()).isTrue();
    rollOver();
    become(Mode.PASSING);

    List<?> results =
        outcome(invocation).attempts().stream().map(attempt -> attempt.result()).toList();
    assertThat(results.getFirst()).isInstanceOf(Crashed.class);
    assertCopied(payload);
  }

  /** The same without a rollover: each is met as a duplicate. */
  @Order(2)
  @Test
  void lambdas_retry_alone_stores_no_copies() throws Exception {
    Payload payload = payloads.make(6);

    AsyncInvocation invocation = storeWithoutAnswer(payload);
    assertThat(stack.forwarder().killEnvironment()).isTrue();
    become(Mode.PASSING);

    LedgerTotals ledger = LedgerTotals.of(outcome(invocation).attempts().getLast());
    assertThat(ledger.duplicate()).isEqualTo(EVENTS);
    assertThat(documentsOf(payload)).isEqualTo(EVENTS);
  }

  private Payload forward(int number) {
    Payload payload = payloads.make(number);
    assertThat(stack.forwarder().invoke(payloads.lambdaEvent(payload)).result())
        .isInstanceOf(Succeeded.class);
    return payload;
  }

  private Reconciliation reconcile(List<Payload> sent) throws IOException, InterruptedException {
    return Reconciliation.of(sent, new StoredEvents(stack.admin()));
  }

  /** Deletes one document of payload 0, and returns it. */
  private JsonNode takeAway(int position) throws Exception {
    JsonNode hit =
        stack
            .admin()
            .demand(
                "POST",
                "/logs-*-*/_search",
                "{\"query\":{\"bool\":{\"filter\":[{\"term\":{\"aws.cloudwatch.log_stream\":\"chaos/0\"}},{\"term\":{\"chaos_number\":%d}}]}}}"
                    .formatted(position))
            .at("/hits/hits/0");
    JsonNode answer =
        stack
            .admin()
            .demand(
                "DELETE",
                "/%s/_doc/%s".formatted(hit.path("_index").asString(), hit.path("_id").asString()),
                "");
    assertThat(answer.path("result").asString()).isEqualTo("deleted");
    return hit;
  }

  /** Under its own id, once in this write index and once in the next. */
  private void putTwice(JsonNode hit) throws Exception {
    String stream = ChaosStack.DATA_STREAMS.getFirst();
    String create = "/%s/_create/%s".formatted(stream, hit.path("_id").asString());
    JsonNode _ = stack.admin().demand("PUT", create, hit.path("_source").toString());
    JsonNode _ = stack.admin().demand("POST", "/" + stream + "/_rollover", "{}");
    JsonNode _ = stack.admin().demand("PUT", create, hit.path("_source").toString());
  }

  /** Returns once every document is stored, and the forwarder cannot reach the cluster. */
  private AsyncInvocation storeWithoutAnswer(Payload payload) throws Exception {
    become(Mode.CUTTING);
    AsyncInvocation invocation = stack.forwarder().invokeAsync(payloads.lambdaEvent(payload));
    while (documentsOf(payload) < EVENTS) {
      Thread.sleep(50);
    }
    become(Mode.REFUSING);
    return invocation;
  }

  private void assertCopied(Payload payload) throws Exception {
    assertThat(documentsOf(payload)).isEqualTo(2 * EVENTS);
  }

  private static AsyncOutcome outcome(AsyncInvocation invocation) throws Exception {
    AsyncOutcome outcome = invocation.outcome().get();
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

  private int documentsOf(Payload payload) throws Exception {
    var _ = stack.admin().ask("POST", "/logs-*-*/_refresh", "");
    return stack
        .admin()
        .demand(
            "POST",
            "/logs-*-*/_count",
            "{\"query\":{\"term\":{\"aws.cloudwatch.log_stream\":\"%s\"}}}"
                .formatted(PayloadMaker.logStream(payload.number())))
        .path("count")
        .asInt();
  }
}
