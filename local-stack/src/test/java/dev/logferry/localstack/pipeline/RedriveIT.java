package dev.logferry.localstack.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.lambda.ForwardHandler;
import dev.logferry.forwarder.lambda.RedriveHandler;
import dev.logferry.forwarder.lambda.Wiring;
import dev.logferry.forwarder.s3.S3Connection;
import dev.logferry.forwarder.s3.S3ObjectStore;
import dev.logferry.forwarder.testing.Events;
import dev.logferry.forwarder.testing.TestContext;
import dev.logferry.localstack.elasticsearch.LocalElasticsearch;
import dev.logferry.localstack.elasticsearch.User;
import dev.logferry.localstack.lambda.OnFailureBucket;
import dev.logferry.localstack.lambda.OnFailureCondition;
import dev.logferry.localstack.lambda.OnFailureRecord;
import dev.logferry.localstack.lambda.Payload;
import dev.logferry.localstack.s3.LocalS3;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The redrive as it is deployed, between a real Elasticsearch and a server of S3's API. */
class RedriveIT {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String FAILURES = "failures";
  private static final String DEAD = "dead";

  private static LocalElasticsearch server;
  private static LocalS3 s3;
  private static Cluster cluster;
  private static ClusterReader analyst;

  @BeforeAll
  static void start() {
    server = LocalCluster.shared().server();
    s3 = LocalS3.start(FAILURES, DEAD);
    cluster = LocalCluster.shared().cluster();
    analyst = new ClusterReader(cluster);
  }

  @AfterAll
  static void stop() {
    s3.close();
  }

  @Test
  void a_rollover_between_delivery_and_redrive_stores_nothing_twice() throws Exception {
    byte[] event = event("/redrive/rollover", "a", "b", "c");
    forward(event, "rollover");
    post("/logs-rollover-default/_rollover");
    giveUp(event);
    giveUp(event("/redrive/rollover", "d"));
    assertThat(stored("rollover")).hasSize(3); // and so refreshes

    JsonNode summary = redrive(server.redriver(), "rollover");

    assertThat(stored("rollover")).hasSize(4);
    assertThat(summary.at("/ledger/duplicate").asInt()).as(summary.toString()).isEqualTo(3);
    assertThat(summary.at("/ledger/indexed").asInt()).isEqualTo(1);
    assertThat(summary.at("/objects/settled").asInt()).isEqualTo(2);
    assertThat(redrive(server.redriver(), "rollover").at("/objects/left").asInt()).isZero();
  }

  /** What the test above finds is not there by chance: without looking there would be copies. */
  @Test
  void a_plain_delivery_after_a_rollover_stores_a_copy() throws Exception {
    byte[] event = event("/redrive/copies", "a");
    forward(event, "copies");
    post("/logs-copies-default/_rollover");

    forward(event, "copies");

    assertThat(stored("copies")).hasSize(2);
  }

  @Test
  void the_shipper_lacks_a_privilege_and_the_message_names_it() throws Exception {
    giveUp(event("/redrive/privilege", "a"));

    JsonNode refused = redrive(server.shipper(), "privilege");

    assertThat(refused.at("/warnings/0").asString())
        .contains("403")
        .contains("privileges of the user on logs-*-*", "read to check for existing ids");
    assertThat(refused.at("/objects/left").asInt()).isEqualTo(1);
    assertThat(stored("privilege")).isEmpty();
    assertThat(redrive(server.redriver(), "privilege").at("/objects/settled").asInt()).isEqualTo(1);
    assertThat(stored("privilege")).hasSize(1);
  }

  @Test
  void what_belongs_to_another_function_is_left_alone_and_reported() throws Exception {
    String key = "aws/lambda/async/another/2026/11/22/record";
    s3.put(FAILURES, key, "not ours".getBytes(StandardCharsets.UTF_8));

    JsonNode summary = redrive(server.redriver(), "foreign");
    new S3ObjectStore(() -> S3Connection.from(s3.environment(), Duration.ofSeconds(30)))
        .delete(FAILURES, key);

    assertThat(summary.at("/objects/foreign").asInt()).as(summary.toString()).isEqualTo(1);
    assertThat(summary.at("/warnings/0").asString()).contains(key);
  }

  @Test
  void an_event_that_cannot_be_decoded_is_moved_to_the_dead_letters() throws Exception {
    s3.put(
        FAILURES,
        "aws/lambda/async/f/2026/11/22/broken",
        "{\"requestPayload\":{\"awslogs\":{\"data\":\"junk\"}}}".getBytes(StandardCharsets.UTF_8));

    JsonNode summary = redrive(server.redriver(), "broken");
    JsonNode again = redrive(server.redriver(), "broken");

    assertThat(summary.at("/objects/moved").asInt()).as(summary.toString()).isEqualTo(1);
    assertThat(again.at("/objects/waiting").asInt()).as(again.toString()).isEqualTo(1);
  }

  private static byte[] event(String logGroup, String... lines) {
    var envelope = JSON.createObjectNode();
    envelope.put("messageType", "DATA_MESSAGE");
    envelope.put("owner", "123456789012");
    envelope.put("logGroup", logGroup);
    envelope.put("logStream", "s");
    var events = envelope.putArray("logEvents");
    for (String line : lines) {
      events.addObject().put("id", line).put("timestamp", 1_795_341_600_000L).put("message", line);
    }
    return Events.encode(JSON.writeValueAsBytes(envelope));
  }

  private static void giveUp(byte[] event) throws IOException {
    new OnFailureBucket(s3, FAILURES)
        .accept(
            new OnFailureRecord(
                Instant.now(),
                "request",
                "arn:aws:lambda:eu-central-1:123456789012:function:log-forwarder",
                OnFailureCondition.RETRIES_EXHAUSTED,
                3,
                Payload.of(event),
                Optional.empty()));
  }

  private static void forward(byte[] event, String dataset) throws IOException {
    new ForwardHandler(Wiring.from(environment(server.shipper(), dataset)))
        .handleRequest(
            new ByteArrayInputStream(event),
            new ByteArrayOutputStream(),
            new TestContext(Duration.ofSeconds(60)));
  }

  private static JsonNode redrive(User user, String dataset) throws IOException {
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    new RedriveHandler(Wiring.from(environment(user, dataset)))
        .handleRequest(
            new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)),
            response,
            new TestContext(Duration.ofMinutes(2)));
    return JSON.readTree(response.toByteArray());
  }

  private static Map<String, String> environment(User user, String dataset) {
    Map<String, String> environment = new HashMap<>(Forwarder.environment(cluster));
    environment.putAll(s3.environment());
    environment.put("LOGFERRY_ELASTICSEARCH_USERNAME", user.name());
    environment.put("LOGFERRY_ELASTICSEARCH_PASSWORD", user.password());
    environment.put("LOGFERRY_DEFAULT_DATASET", dataset);
    environment.put("LOGFERRY_FAILURE_BUCKET", FAILURES);
    environment.put("LOGFERRY_DEAD_LETTER_BUCKET", DEAD);
    environment.put("LOGFERRY_DEAD_LETTER_PREFIX", dataset + "/");
    environment.put("LOGFERRY_REDRIVE_MINIMUM_AGE", "1ms");
    return environment;
  }

  private static JsonNode stored(String dataset) {
    return analyst.search("{\"term\":{\"data_stream.dataset\":\"%s\"}}".formatted(dataset));
  }

  private static void post(String path) throws IOException, InterruptedException {
    try (HttpClient http =
        HttpClient.newBuilder().sslContext(ClusterReader.trusting(cluster.caPem())).build()) {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(cluster.url().resolve(path))
                  .header("Authorization", cluster.admin().basicAuthorization())
                  .POST(HttpRequest.BodyPublishers.noBody())
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }
  }
}
