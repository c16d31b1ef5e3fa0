package dev.logferry.endtoend.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.lambda.ForwardHandler;
import dev.logferry.forwarder.lambda.RedriveHandler;
import dev.logferry.forwarder.lambda.Wiring;
import dev.logferry.forwarder.testing.Events;
import dev.logferry.forwarder.testing.TestContext;
import dev.logferry.localstack.elasticsearch.LocalElasticsearch;
import dev.logferry.localstack.elasticsearch.User;
import dev.logferry.localstack.lambda.Payload;
import dev.logferry.localstack.lambda.onfailure.OnFailureBucket;
import dev.logferry.localstack.lambda.onfailure.OnFailureCondition;
import dev.logferry.localstack.lambda.onfailure.OnFailureRecord;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The forwarder and its redrive as they are deployed, on a real Elasticsearch and a local S3. */
final class RedriveStack implements AutoCloseable {

  static final String FAILURES = "failures";
  static final String DEAD_LETTERS = "dead";

  private static final JsonMapper JSON = JsonMapper.shared();

  private final LocalElasticsearch server;
  private final LocalS3 s3 = LocalS3.start(FAILURES, DEAD_LETTERS);
  private final Cluster cluster;
  private final ClusterReader analyst;

  /** Leaves the server open when it is closed itself. */
  RedriveStack(LocalElasticsearch server) {
    this.server = server;
    this.cluster = new LocalCluster(server).cluster();
    this.analyst = new ClusterReader(cluster);
  }

  LocalElasticsearch server() {
    return server;
  }

  LocalS3 s3() {
    return s3;
  }

  /** A payload of CloudWatch Logs whose events' ids are their lines. */
  static byte[] event(String logGroup, String... lines) {
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

  /** Puts the record that Lambda writes when it gives a payload up. */
  void giveUp(byte[] event) throws IOException {
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

  /** Runs the forwarder, and returns what it logged. */
  String forward(byte[] event, String dataset) throws IOException {
    TestContext context = new TestContext(Duration.ofSeconds(60));
    new ForwardHandler(Wiring.from(environment(server.shipper(), dataset)))
        .handleRequest(new ByteArrayInputStream(event), new ByteArrayOutputStream(), context);
    return String.join("\n", context.log());
  }

  /** Runs the scheduled redrive, and returns its summary. */
  JsonNode redrive(User user, String dataset) throws IOException {
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    new RedriveHandler(Wiring.from(environment(user, dataset)))
        .handleRequest(
            new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)),
            response,
            new TestContext(Duration.ofMinutes(2)));
    return JSON.readTree(response.toByteArray());
  }

  private Map<String, String> environment(User user, String dataset) {
    Map<String, String> environment = new HashMap<>(Forwarder.environment(cluster));
    environment.putAll(s3.environment());
    environment.put("LOGFERRY_ELASTICSEARCH_USERNAME", user.name());
    environment.put("LOGFERRY_ELASTICSEARCH_PASSWORD", user.password());
    environment.put("LOGFERRY_DEFAULT_DATASET", dataset);
    environment.put("LOGFERRY_FAILURE_BUCKET", FAILURES);
    environment.put("LOGFERRY_DEAD_LETTER_BUCKET", DEAD_LETTERS);
    environment.put("LOGFERRY_DEAD_LETTER_PREFIX", dataset + "/");
    environment.put("LOGFERRY_REDRIVE_MINIMUM_AGE", "1ms");
    return environment;
  }

  /** The hits of a dataset. */
  JsonNode stored(String dataset) {
    return analyst.search("{\"term\":{\"data_stream.dataset\":\"%s\"}}".formatted(dataset));
  }

  /** A request of the cluster's administrator. */
  void admin(String method, String path, String body) throws IOException, InterruptedException {
    try (HttpClient http =
        HttpClient.newBuilder().sslContext(ClusterReader.trusting(cluster.caPem())).build()) {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(cluster.url().resolve(path))
                  .header("Authorization", cluster.admin().basicAuthorization())
                  .header("Content-Type", "application/json")
                  .method(method, HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }
  }

  @Override
  public void close() {
    s3.close();
  }
}
