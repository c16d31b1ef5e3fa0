package dev.logferry.endtoend.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.lambda.ForwardHandler;
import dev.logferry.forwarder.lambda.Wiring;
import dev.logferry.forwarder.testing.Events;
import dev.logferry.forwarder.testing.TestContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The documents that the forwarder writes for error groups, in the real Elasticsearch. That the
 * alert rule names each new group once is tested with {@code logferry setup}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErrorGroupsIT {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int GROUPS = 60;
  private static final int EVENTS = 10_000;
  private static final int PAYLOAD_EVENTS = 500;
  private static final String STREAM = "logs-logferry.error_groups-default";

  private final RedriveStack stack = new RedriveStack(LocalCluster.shared().server());

  @AfterAll
  void stop() {
    stack.close();
  }

  @Test
  void ten_thousand_errors_of_sixty_groups_are_sixty_entries() throws Exception {
    List<byte[]> payloads = payloads();
    List<Instance> instances = List.of(new Instance(), new Instance());

    atOnce(instances, payloads);
    assertThat(sum(instances, "error_groups_created")).isEqualTo(GROUPS);
    assertThat(sum(instances, "error_groups_known")).isLessThanOrEqualTo(GROUPS);
    assertThat(sum(instances, "error_groups_not_written")).isZero();
    assertThat(entries()).hasSize(GROUPS).doesNotHaveDuplicates();

    // Lambda's retries, by instances that know the groups and by one that knows none.
    Instance another = new Instance();
    atOnce(List.of(instances.getFirst(), another), payloads);
    assertThat(instances.getFirst().items).as("items for 20,000 events").isEqualTo(GROUPS);
    assertThat(another.items).isEqualTo(GROUPS);
    assertThat(entries()).hasSize(GROUPS).doesNotHaveDuplicates();

    // A payload that Lambda gave up, brought in by the redrive.
    stack.giveUp(payloads.getFirst());
    JsonNode redriven = stack.redrive(stack.server().admin(), "aws.cloudwatch_logs");
    assertThat(redriven.at("/ledger/duplicate").asInt()).isEqualTo(PAYLOAD_EVENTS);
    assertThat(entries()).hasSize(GROUPS).doesNotHaveDuplicates();

    // After a rollover the new index knows none; each group is written once more, by one instance.
    Instant before = Instant.now();
    stack.admin("POST", "/" + STREAM + "/_rollover", "");
    atOnce(List.of(new Instance(), new Instance()), payloads);
    List<String> after = entries();
    assertThat(after).hasSize(2 * GROUPS);
    assertThat(new HashSet<>(after)).as("no group is new").hasSize(GROUPS);
    assertThat(firstRecorded()).isBefore(before);
  }

  @Test
  void nothing_is_written_when_it_is_switched_off() throws IOException {
    Instance off = new Instance(Map.of("LOGFERRY_ERROR_GROUPS", "false"));
    off.forward(payload("ungrouped", 3));
    assertThat(off.items).isZero();
    assertThat(groupsOf("ungrouped")).isEmpty();
  }

  /** An instance of the function. */
  private final class Instance {
    final ForwardHandler handler;
    int items;
    final Map<String, Integer> sums = new TreeMap<>();

    Instance() {
      this(Map.of());
    }

    Instance(Map<String, String> more) {
      Map<String, String> environment =
          Forwarder.environment(new LocalCluster(stack.server()).cluster());
      environment.put("LOGFERRY_MAX_BATCH_DOCUMENTS", "100");
      environment.putAll(more);
      handler = new ForwardHandler(Wiring.from(environment));
    }

    void forward(byte[] payload) throws IOException {
      TestContext context = new TestContext(Duration.ofSeconds(60));
      handler.handleRequest(
          new ByteArrayInputStream(payload), new ByteArrayOutputStream(), context);
      JsonNode summary = JSON.readTree(context.log().getFirst());
      JsonNode ledger = summary.path("ledger");
      assertThat(ledger.path("indexed").asInt() + ledger.path("duplicate").asInt())
          .as("no event is failed for a group: " + summary)
          .isEqualTo(ledger.path("received").asInt());
      for (String count :
          List.of("error_groups_created", "error_groups_known", "error_groups_not_written")) {
        sums.merge(count, summary.path(count).asInt(), Integer::sum);
        items += summary.path(count).asInt();
      }
    }
  }

  private static int sum(List<Instance> instances, String count) {
    return instances.stream().mapToInt(instance -> instance.sums.getOrDefault(count, 0)).sum();
  }

  private static void atOnce(List<Instance> instances, List<byte[]> payloads) throws Exception {
    try (ExecutorService all = Executors.newFixedThreadPool(instances.size())) {
      List<Future<?>> running = new ArrayList<>();
      for (Instance instance : instances) {
        running.add(
            all.submit(
                () -> {
                  for (byte[] payload : payloads) {
                    instance.forward(payload);
                  }
                  return null;
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
  }

  private static List<byte[]> payloads() {
    List<byte[]> payloads = new ArrayList<>();
    for (int first = 0; first < EVENTS; first += PAYLOAD_EVENTS) {
      payloads.add(payload("grouped", first));
    }
    return payloads;
  }

  private static byte[] payload(String service, int first) {
    ObjectNode envelope = JSON.createObjectNode();
    envelope.put("messageType", "DATA_MESSAGE");
    envelope.put("owner", "123456789012");
    envelope.put("logGroup", "/ecs/groups");
    envelope.put("logStream", "s");
    ArrayNode events = envelope.putArray("logEvents");
    for (int event = first; event < first + PAYLOAD_EVENTS; event++) {
      int group = event % GROUPS;
      ObjectNode line = JSON.createObjectNode();
      line.put("ecs.version", "1.2.0");
      line.put("log.level", "ERROR");
      line.put("service.name", service + "-" + group % 4);
      line.put("message", "order " + event + " failed");
      line.put("error.type", "com.acme.Failure" + group);
      line.put("error.message", "order " + event + " of customer " + event * 7);
      events
          .addObject()
          .put("id", "event-" + event)
          .put("timestamp", 1_795_341_600_000L + event)
          .put("message", JSON.writeValueAsString(line));
    }
    return Events.encode(JSON.writeValueAsBytes(envelope));
  }

  /** The ids of all documents of the groups of this test. */
  private List<String> entries() {
    return groupsOf("grouped").stream().map(hit -> hit.path("_id").asString()).toList();
  }

  /** The server is shared, and the data stream holds the groups of all services. */
  private List<JsonNode> groupsOf(String service) {
    return StreamSupport.stream(stack.stored("logferry.error_groups").spliterator(), false)
        .filter(hit -> hit.at("/_source/service.name").asString().startsWith(service + "-"))
        .toList();
  }

  /** When the last of the groups was first recorded. */
  private Instant firstRecorded() {
    Map<String, Instant> first = new HashMap<>();
    for (JsonNode hit : groupsOf("grouped")) {
      Instant recorded = Instant.parse(hit.at("/_source/event.ingested").asString());
      first.merge(hit.path("_id").asString(), recorded, (a, b) -> a.isBefore(b) ? a : b);
    }
    return first.values().stream().max(Instant::compareTo).orElseThrow();
  }
}
