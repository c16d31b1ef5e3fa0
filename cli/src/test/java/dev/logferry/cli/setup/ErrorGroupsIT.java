package dev.logferry.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.analystpack.elasticsearch.Version;
import dev.logferry.analystpack.kibana.AlertRule;
import dev.logferry.analystpack.query.Query;
import dev.logferry.analystpack.query.QueryDsl;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Documents written as {@code docs/ERROR-GROUPS.md} says become one entry for each group, and the
 * alert rule names each new group once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErrorGroupsIT {
  private static final int GROUPS = 60;
  private static final int EVENTS = 10_000;
  private static final Query NEW_GROUP =
      AlertRule.all(Version.parse("8.19.0"), "90d").getFirst().query();

  private ClusterUnderTest cluster;
  private String stream = "";
  private int number;

  @BeforeAll
  void prepare(@TempDir Path folder) {
    cluster = new ClusterUnderTest(folder);
    assertThat(cluster.setup("--yes").exitCode()).isZero();
  }

  @BeforeEach
  void anotherNamespace() {
    stream = "logs-logferry.error_groups-test%d".formatted(number++);
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  @Test
  void ten_thousand_events_of_sixty_groups_are_sixty_entries_and_sixty_alerts() throws Exception {
    List<Event> events = events(Duration.ofMinutes(5));
    var first = new Instance();
    var second = new Instance();

    try (ExecutorService both = Executors.newFixedThreadPool(2)) {
      List<Future<?>> running = new ArrayList<>();
      for (Instance instance : List.of(first, second)) {
        running.add(both.submit(() -> instance.take(events)));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
    assertThat(first.created + second.created).as("each group was new once").isEqualTo(GROUPS);
    assertThat(first.sent).as("items for 10,000 events").isEqualTo(GROUPS);

    new Instance().take(events); // a retry, by an instance that knows nothing
    new Instance().take(events(Duration.ofDays(3))); // a redrive of old events of the same groups
    assertThat(documents()).isEqualTo(GROUPS);
    assertThat(entries()).hasSize(GROUPS);
    assertThat(newGroups()).hasSize(GROUPS).containsOnlyKeys(names());
  }

  @Test
  void a_rollover_makes_no_known_group_new() {
    Instance yesterday = new Instance(Duration.ofDays(2));
    yesterday.take(events(Duration.ofDays(2)));
    cluster.post("/" + stream + "/_rollover", "");

    Instance today = new Instance();
    today.take(events(Duration.ofMinutes(1)));
    assertThat(today.created).as("the new index knows none").isEqualTo(GROUPS);

    assertThat(entries()).hasSize(GROUPS);
    assertThat(newGroups()).isEmpty();
  }

  @Test
  void a_backfill_raises_no_alert_and_an_outage_of_an_hour_does() {
    new Instance().take(List.of(new Event("old", "k1", Instant.now().minus(Duration.ofDays(5)))));
    new Instance().take(List.of(new Event("late", "k2", Instant.now().minus(Duration.ofHours(1)))));

    assertThat(newGroups()).containsOnlyKeys("late | k2");
  }

  @Test
  void a_group_that_is_no_longer_kept_is_new_again() {
    new Instance().take(List.of(new Event("shop", "k", Instant.now())));
    assertThat(newGroups()).hasSize(1);
    // Its documents went with their index; here, another data stream stands for that.
    anotherNamespace();
    new Instance().take(List.of(new Event("shop", "k", Instant.now())));
    assertThat(newGroups()).hasSize(1);
  }

  @Test
  void the_forwarders_privileges_are_enough_and_the_id_is_that_of_the_page() {
    assertThat(id("shop-api", "3f2a9c51d07be846")).isEqualTo("KaoIQDEOanFIaWuuFVx8");
    Instance instance = new Instance();
    instance.take(List.of(new Event("shop-api", "3f2a9c51d07be846", Instant.now())));
    assertThat(documents()).isEqualTo(1);
    JsonNode hit = cluster.get("/" + stream + "/_search").at("/hits/hits/0");
    assertThat(hit.path("_id").asString()).isEqualTo("KaoIQDEOanFIaWuuFVx8");
    JsonNode mapping = cluster.get("/" + stream + "/_mapping").iterator().next();
    assertThat(mapping.at("/mappings/dynamic").asString()).isEqualTo("false");
  }

  private record Event(String service, String key, Instant time) {}

  private static List<Event> events(Duration age) {
    Instant from = Instant.now().minus(age);
    List<Event> events = new ArrayList<>();
    for (int event = 0; event < EVENTS; event++) {
      int group = event % GROUPS;
      events.add(new Event("service-" + group % 4, "key-" + group, from.plusMillis(event)));
    }
    return events;
  }

  private static String[] names() {
    return events(Duration.ZERO).stream()
        .map(event -> event.service() + " | " + event.key())
        .distinct()
        .toArray(String[]::new);
  }

  /** A function's instance, as far as error groups go. */
  private final class Instance {
    private final Duration behind;
    private final Set<String> known = new HashSet<>();
    private int created;
    private int sent;

    Instance() {
      this(Duration.ZERO);
    }

    Instance(Duration behind) {
      this.behind = behind;
    }

    void take(List<Event> events) {
      StringBuilder bulk = new StringBuilder();
      Set<String> inRequest = new HashSet<>();
      for (Event event : events) {
        String id = id(event.service(), event.key());
        if (!known.contains(id) && inRequest.add(id)) {
          bulk.append("{\"create\":{\"_id\":\"%s\"}}%n%s%n".formatted(id, document(id, event)));
        }
      }
      if (inRequest.isEmpty()) {
        return;
      }
      JsonNode answer =
          cluster.postAs(
              cluster.server().shipper(),
              "/" + stream + "/_bulk?require_data_stream=true",
              bulk.toString());
      for (JsonNode item : answer.path("items")) {
        int status = item.at("/create/status").asInt();
        assertThat(status).as(item.toString()).isIn(201, 409);
        created += status == 201 ? 1 : 0;
        sent++;
        known.add(item.at("/create/_id").asString());
      }
    }

    private String document(String id, Event event) {
      return """
          {"@timestamp":"%s","event.ingested":"%s","service.name":"%s","error.grouping_key":"%s",\
          "error.grouping_name":"Name","data_stream.type":"logs","data_stream.dataset":"logferry.error_groups",\
          "event.id":"%s","event.dataset":"logferry.error_groups","event.kind":"event","ecs.version":"8.11.0",\
          "message":"New error group: Name","unknown":"is not mapped"}"""
          .formatted(event.time(), Instant.now().minus(behind), event.service(), event.key(), id);
    }
  }

  private static String id(String service, String key) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (String text : List.of(service, key)) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        sha256.update(bytes);
      }
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(sha256.digest(), 15));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private long documents() {
    cluster.post("/" + stream + "/_refresh", "");
    return cluster.get("/" + stream + "/_count").path("count").asLong();
  }

  private Set<String> entries() {
    Set<String> ids = new HashSet<>();
    cluster.post("/" + stream + "/_refresh", "");
    cluster
        .post("/" + stream + "/_search?size=1000", "{}")
        .at("/hits/hits")
        .forEach(hit -> ids.add(hit.path("_id").asString()));
    return ids;
  }

  /** What the alert rule's query finds in this data stream. */
  private Map<String, Long> newGroups() {
    cluster.post("/" + stream + "/_refresh", "");
    JsonNode answer = cluster.post("/" + stream + "/_search", QueryDsl.of(NEW_GROUP).toString());
    return new AggregationValues(NEW_GROUP, answer).groups();
  }
}
