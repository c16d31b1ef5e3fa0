package dev.logferry.endtoend.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/**
 * What a cluster's state or configuration makes it reject comes in by itself once an operator has
 * corrected that: no redrive here is more than the scheduled one.
 */
@Timeout(300)
class OperationalCauseIT {

  private static RedriveStack stack;

  @BeforeAll
  static void start() {
    stack = new RedriveStack(LocalCluster.shared().server());
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void a_write_block_costs_nothing_but_time() throws Exception {
    assertThat(forward("blocked", "a")).contains("\"indexed\":1");
    setting("blocked", "\"index.blocks.write\":true");

    assertThat(forward("blocked", "b", "c"))
        .contains("\"dead_lettered\":2", "\"EventsRetryable\":2", "remove the block");
    redriveInVain("blocked");
    setting("blocked", "\"index.blocks.write\":false");

    redriveAll("blocked", 2);
    assertThat(stack.stored("blocked")).hasSize(3);
  }

  @Test
  void a_missing_ingest_pipeline_costs_nothing_but_time() throws Exception {
    assertThat(forward("piped", "a")).contains("\"indexed\":1");
    setting("piped", "\"index.default_pipeline\":\"not-there\"");

    assertThat(forward("piped", "b", "c"))
        .contains("\"dead_lettered\":2", "ingest pipeline that does not exist");
    redriveInVain("piped");
    setting("piped", "\"index.default_pipeline\":\"_none\"");

    redriveAll("piped", 2);
    assertThat(stack.stored("piped")).hasSize(3);
  }

  @Test
  void the_shard_limit_costs_nothing_but_time() throws Exception {
    shardsPerNode("1");
    try {
      assertThat(forward("limited", "a", "b"))
          .contains("\"dead_lettered\":2", "cluster.max_shards_per_node");
      redriveInVain("limited");
    } finally {
      shardsPerNode("null");
    }

    redriveAll("limited", 2);
    assertThat(stack.stored("limited")).hasSize(2);
  }

  private static String forward(String dataset, String... lines) throws Exception {
    return stack.forward(RedriveStack.event("/cause/" + dataset, lines), dataset);
  }

  private static void redriveInVain(String dataset) throws Exception {
    JsonNode summary = stack.redrive(stack.server().redriver(), dataset);

    assertThat(summary.at("/objects/left").asInt()).as(summary.toString()).isEqualTo(1);
    assertThat(summary.at("/objects/settled").asInt()).isZero();
  }

  private static void redriveAll(String dataset, int events) throws Exception {
    JsonNode summary = stack.redrive(stack.server().redriver(), dataset);

    assertThat(summary.at("/ledger/indexed").asInt()).as(summary.toString()).isEqualTo(events);
    assertThat(summary.at("/objects/settled").asInt()).isEqualTo(1);
    assertThat(summary.at("/objects/left").asInt()).isZero();
  }

  private static void setting(String dataset, String setting) throws Exception {
    stack.admin("PUT", "/logs-%s-default/_settings".formatted(dataset), "{" + setting + "}");
  }

  private static void shardsPerNode(String number) throws Exception {
    stack.admin(
        "PUT",
        "/_cluster/settings",
        "{\"persistent\":{\"cluster.max_shards_per_node\":%s}}".formatted(number));
  }
}
