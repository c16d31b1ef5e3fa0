package dev.logferry.localstack.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.localstack.lambda.InvocationResult.Succeeded;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** The check at the end of a run finds what it is there to find. */
@Timeout(180)
class ReconciliationIT {

  private static final int EVENTS = 60;

  private final Parcels parcels =
      new Parcels(new ChaosPlan(1000, EVENTS, 180, 1, 1, false), number -> number == 1);

  @Test
  void names_each_event_that_is_missing_or_doubled_or_strange_or_in_the_wrong_form()
      throws Exception {
    try (ChaosStack stack = ChaosStack.start()) {
      List<Parcel.Sent> sent = List.of(forward(stack, 0), forward(stack, 1));

      Reconciliation exact = reconcile(stack, sent);
      JsonNode deleted = takeAway(stack, 7);
      Reconciliation missing = reconcile(stack, sent);
      putTwice(stack, deleted);
      Reconciliation doubled = reconcile(stack, sent);
      Reconciliation strange = reconcile(stack, List.of(sent.get(1)));
      Reconciliation wrongForm =
          reconcile(stack, List.of(sent.get(0), new Parcel.Sent(1, EVENTS, new BitSet())));

      assertThat(exact.isExact()).as(exact.toString()).isTrue();
      assertThat(exact.degraded()).isEqualTo(2);
      assertThat(missing.isExact()).isFalse();
      assertThat(missing.missing()).containsExactly(new EventKey(0, 7));
      assertThat(missing.copies()).isEmpty();
      assertThat(doubled.isExact()).isFalse();
      assertThat(doubled.missing()).isEmpty();
      assertThat(doubled.copies()).isEqualTo(Map.of("chaos/0#7", 2));
      assertThat(doubled.duplicated()).isEqualTo(1);
      assertThat(strange.strangers()).hasSize(EVENTS + 1).contains(new EventKey(0, 7));
      assertThat(wrongForm.wrongForm())
          .containsExactlyInAnyOrder(new EventKey(1, 0), new EventKey(1, 50));
    }
  }

  private Parcel.Sent forward(ChaosStack stack, int number) {
    Parcel parcel = parcels.make(number);
    assertThat(stack.forwarder().invoke(parcel.lambdaEvent()).result())
        .isInstanceOf(Succeeded.class);
    return parcel.sent();
  }

  private static Reconciliation reconcile(ChaosStack stack, List<Parcel.Sent> sent)
      throws IOException, InterruptedException {
    return Reconciliation.of(sent, new StoredEvents(stack.admin()));
  }

  /** Deletes one document of payload 0, and returns it. */
  private static JsonNode takeAway(ChaosStack stack, int position) throws Exception {
    JsonNode hit =
        stack
            .admin()
            .demand(
                "POST",
                "/logs-*-*/_search",
                "{\"query\":{\"bool\":{\"filter\":[{\"term\":{\"aws.cloudwatch.log_stream\":\"chaos/0\"}},{\"term\":{\"event.duration\":%d}}]}}}"
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
  private static void putTwice(ChaosStack stack, JsonNode hit) throws Exception {
    String stream = ChaosStack.DATA_STREAMS.getFirst();
    String create = "/%s/_create/%s".formatted(stream, hit.path("_id").asString());
    JsonNode _ = stack.admin().demand("PUT", create, hit.path("_source").toString());
    JsonNode _ = stack.admin().demand("POST", "/" + stream + "/_rollover", "{}");
    JsonNode _ = stack.admin().demand("PUT", create, hit.path("_source").toString());
  }
}
