package dev.logferry.forwarder.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.CloudWatchLogsEvent;
import com.amazonaws.services.lambda.runtime.tests.EventLoader;
import dev.logferry.forwarder.testing.EmbeddedMetricFormat;
import dev.logferry.forwarder.testing.Events;
import dev.logferry.forwarder.testing.FakeElasticsearch;
import dev.logferry.forwarder.testing.Payloads;
import dev.logferry.forwarder.testing.Script;
import dev.logferry.forwarder.testing.TestContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ForwardHandlerTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A minute after the oldest event of mixed-batch. */
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochMilli(1_795_341_665_000L), ZoneOffset.UTC);

  private final FakeElasticsearch elasticsearch = FakeElasticsearch.start();
  private final Map<String, String> environment = new HashMap<>();
  private final TestContext context = new TestContext(Duration.ofSeconds(60));

  ForwardHandlerTest() {
    environment.put("AWS_REGION", "eu-central-1");
    environment.put("LOGFERRY_ELASTICSEARCH_URLS", elasticsearch.url().toString());
    environment.put("LOGFERRY_ELASTICSEARCH_API_KEY", "a2V5");
    environment.put("LOGFERRY_ERROR_GROUPS", "false"); // ErrorGroupsTest
    environment.put("LOGFERRY_RETRY_INITIAL_DELAY", "1ms");
    environment.put("LOGFERRY_RETRY_MAX_DELAY", "2ms");
  }

  @AfterEach
  void stop() {
    assertThat(elasticsearch.malformed()).isEmpty();
    elasticsearch.close();
  }

  static List<String> names() {
    return Events.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void an_event_of_the_aws_test_library_becomes_the_expected_documents(String name)
      throws IOException {
    CloudWatchLogsEvent event =
        EventLoader.loadCloudWatchLogsEvent(Events.lambdaEventFile(name).toString());
    Map<String, Object> json = Map.of("awslogs", Map.of("data", event.getAwsLogs().getData()));

    JsonNode response = invoke(JSON.writeValueAsBytes(json));

    Map<String, JsonNode> expected = new HashMap<>();
    for (JsonNode document : Events.documents(name)) {
      expected.put(
          document.path("data_stream").asString() + "/" + document.path("_id").asString(),
          document.path("_source"));
    }
    assertThat(elasticsearch.stored()).isEqualTo(expected);
    assertThat(response.path("ledger").path("indexed").asInt()).isEqualTo(expected.size());
  }

  @Test
  void a_control_message_sends_nothing_and_succeeds() throws IOException {
    JsonNode response = invoke(Events.lambdaEvent("control-message"));

    assertThat(elasticsearch.headers()).isEmpty();
    assertThat(response.path("ledger").path("received").asInt()).isZero();
  }

  @Test
  void the_summary_is_logged_as_one_line_of_json() throws IOException {
    JsonNode response = invoke(Events.lambdaEvent("mixed-batch"));

    assertThat(context.log()).hasSize(1);
    String line = context.log().getFirst();
    assertThat(line).endsWith("}\n").doesNotContain("mixed batch");
    assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
    Map<String, JsonNode> logged = members(JSON.readTree(line));
    assertThat(logged).containsAllEntriesOf(members(response));
    assertThat(response.path("message").asString()).isEqualTo("Log events forwarded.");
  }

  @Test
  void the_logged_line_carries_the_metrics_and_the_answer_does_not() throws IOException {
    JsonNode response = invoke(Events.lambdaEvent("mixed-batch"));

    String line = context.log().getFirst();
    assertThat(EmbeddedMetricFormat.violations(line)).isEmpty();
    JsonNode logged = JSON.readTree(line);
    assertThat(logged.path("FunctionName").asString()).isEqualTo(context.getFunctionName());
    assertThat(logged.path("EventsIndexed").asInt()).isEqualTo(6);
    assertThat(logged.path("OldestEventLag").asLong()).isEqualTo(60_000);
    assertThat(response.has("_aws")).isFalse();
  }

  static List<Arguments> unreadable() {
    byte[] good = Events.lambdaEvent("ecs-error");
    String data = JSON.readTree(good).path("awslogs").path("data").asString();
    byte[] gzip = Base64.getDecoder().decode(data);
    byte[] truncated = Arrays.copyOf(gzip, gzip.length - 20);
    byte[] damaged = gzip.clone();
    damaged[gzip.length - 6] ^= 1; // in the checksum
    byte[] bomb =
        Events.encode(
            "{\"messageType\":\"DATA_MESSAGE\",\"owner\":\"%s\"}"
                .formatted("0".repeat(2_000_000))
                .getBytes(StandardCharsets.UTF_8));
    return List.of(
        Arguments.of("truncated", wrap(Base64.getEncoder().encodeToString(truncated)), "truncated"),
        Arguments.of("damaged", wrap(Base64.getEncoder().encodeToString(damaged)), "corrupt"),
        Arguments.of("base64", wrap("%%%not base64%%%"), "not valid base64"),
        Arguments.of("not gzip", wrap("aGVsbG8gd29ybGQgaGVsbG8gd29ybGQ="), "corrupt"),
        Arguments.of("empty data", wrap(""), "awslogs.data is empty"),
        Arguments.of(
            "no data", "{\"awslogs\":{}}".getBytes(StandardCharsets.UTF_8), "no awslogs.data"),
        Arguments.of(
            "another event",
            "{\"Records\":[]}".getBytes(StandardCharsets.UTF_8),
            "no awslogs.data"),
        Arguments.of("no JSON", "hello".getBytes(StandardCharsets.UTF_8), "not a JSON object"),
        Arguments.of("nothing", new byte[0], "not a JSON object"),
        Arguments.of(
            "wrong JSON inside",
            Events.encode("{\"messageType\":".getBytes(StandardCharsets.UTF_8)),
            "truncated JSON"),
        Arguments.of("bomb", bomb, "LOGFERRY_MAX_DECOMPRESSED_BYTES"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unreadable")
  void a_payload_that_cannot_be_read_fails_the_invocation(String what, byte[] event, String why) {
    environment.put("LOGFERRY_MAX_DECOMPRESSED_BYTES", "1MiB");

    assertThatThrownBy(() -> invoke(event))
        .as(what)
        .isInstanceOf(ForwardingFailed.class)
        .hasMessageContaining(why);
    assertThat(JSON.readTree(context.log().getFirst()).path("ledger").path("returned").asInt())
        .isEqualTo(1);
  }

  @Test
  void a_rejected_document_that_cannot_be_kept_fails_the_invocation_and_says_why_without_content() {
    elasticsearch.answers(Script.items(201, 400), Script.items(400), Script.items(400));

    assertThatThrownBy(() -> invoke(Events.lambdaEvent("mixed-batch")))
        .isInstanceOf(ForwardingFailed.class)
        .hasMessageContaining(
            "400 document_parsing_exception in field secretive",
            "LOGFERRY_DEAD_LETTER_BUCKET is not set")
        .hasMessageNotContaining("CANARY");
    assertThat(elasticsearch.stored()).hasSize(5);
  }

  @Test
  void a_failure_that_nobody_foresaw_is_told_by_its_type_alone() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() {
            return read(new byte[1], 0, 1);
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            throw new IllegalStateException("CANARY", new IOException("CANARY"));
          }
        };
    ForwardHandler handler = new ForwardHandler(Wiring.from(environment));

    assertThatThrownBy(() -> handler.handleRequest(broken, new ByteArrayOutputStream(), context))
        .isInstanceOf(ForwardingFailed.class)
        .hasMessage("The forwarder failed: java.lang.IllegalStateException")
        .hasNoCause()
        .satisfies(
            failure ->
                assertThat(failure.getStackTrace()[0].getClassName())
                    .startsWith(ForwardHandlerTest.class.getName()));
    assertThat(context.log()).hasSize(1);
    String line = context.log().getFirst();
    assertThat(line).doesNotContain("CANARY");
    assertThat(EmbeddedMetricFormat.violations(line)).isEmpty();
    JsonNode logged = JSON.readTree(line);
    assertThat(logged.path("log.level").asString()).isEqualTo("ERROR");
    assertThat(logged.path("error.type").asString()).isEqualTo("java.lang.IllegalStateException");
    assertThat(logged.path("FailedInvocations").asInt()).isEqualTo(1);
  }

  @Test
  void what_the_rules_filter_and_redact_is_counted_by_rule() throws IOException {
    environment.put("LOGFERRY_MINIMUM_LEVEL", "ERROR");
    environment.put("LOGFERRY_EXCLUDE_PATTERN", "plain in");
    environment.put(
        "LOGFERRY_REDACTION_RULES",
        "[{\"name\":\"batch\",\"pattern\":\"mixed batch\"},{\"name\":\"svc\",\"field\":\"service.name\",\"replace\":\"hash\"}]");
    environment.put("LOGFERRY_REDACTION_HASH_KEY", "k");

    JsonNode response = invoke(Events.lambdaEvent("mixed-batch"));

    assertThat(response.path("ledger").path("filtered").asInt()).isEqualTo(1);
    assertThat(response.path("filtered_by").path("LOGFERRY_EXCLUDE_PATTERN").asInt()).isEqualTo(1);
    assertThat(response.path("redacted").path("batch").asInt()).isEqualTo(2);
    assertThat(response.path("redacted").path("svc").asInt()).isEqualTo(2);
    assertThat(elasticsearch.stored().toString())
        .contains("[redacted:batch]", "{\"name\":\"[svc:")
        .doesNotContain("mixed batch");
  }

  @Test
  void no_retry_runs_into_the_reserve_of_the_invocations_time() {
    environment.put("LOGFERRY_TIME_RESERVE", "45s"); // of the 60 s that the context gives
    elasticsearch.answers(Script.refuse(429, "busy").withHeader("Retry-After", "20"));

    assertThatThrownBy(() -> invoke(Events.lambdaEvent("ecs-error")))
        .isInstanceOf(ForwardingFailed.class)
        .hasMessageContaining("no time left to retry");
    assertThat(elasticsearch.requests()).hasSize(1);
  }

  @Test
  void the_summary_tells_the_time_of_the_oldest_event() throws IOException {
    JsonNode response = invoke(Events.lambdaEvent("mixed-batch"));

    assertThat(response.path("oldest_event_epoch_millis").asLong()).isEqualTo(1_795_341_605_000L);
  }

  @ParameterizedTest
  @CsvSource({
    "AWS_LAMBDA_LOG_GROUP_NAME, /aws/lambda/log-forwarder",
    "LOGFERRY_OWN_LOG_GROUPS, '/aws/lambda/redrive,/aws/lambda/log-forwarder'"
  })
  void events_of_the_forwarders_own_log_group_are_refused_with_the_remedy(
      String variable, String groups) throws IOException {
    environment.put(variable, groups);
    byte[] own =
        Payloads.lambdaEvent(
            Payloads.envelope("/aws/lambda/log-forwarder", "s", List.of("x", "y", "z")));

    JsonNode response = invoke(own);

    assertThat(elasticsearch.headers()).isEmpty();
    assertThat(response.at("/ledger/filtered").asInt()).isEqualTo(3);
    assertThat(response.at("/filtered_by/own-log-group").asInt()).isEqualTo(3);
    assertThat(response.path("warnings")).hasSize(1);
    assertThat(response.at("/warnings/0").asString())
        .contains("/aws/lambda/log-forwarder", "remove the subscription filter of that log group");
    JsonNode logged = JSON.readTree(context.log().getFirst());
    assertThat(logged.path("EventsLoopGuarded").asInt()).isEqualTo(3);
    assertThat(logged.path("FailedInvocations").asInt()).isZero();
    assertThat(logged.path("log.level").asString()).isEqualTo("WARN");
  }

  @Test
  void other_log_groups_are_forwarded_though_their_names_begin_the_same() throws IOException {
    environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/log-forwarder");

    JsonNode response =
        invoke(
            Payloads.lambdaEvent(
                Payloads.envelope("/aws/lambda/log-forwarder-2", "s", List.of("x"))));

    assertThat(response.at("/ledger/indexed").asInt()).isEqualTo(1);
    assertThat(response.has("warnings")).isFalse();
  }

  @Test
  void settings_that_are_wrong_stop_the_function_before_any_event() {
    environment.put("LOGFERRY_MAX_BATCH_BYTES", "plenty");
    environment.put("LOGFERRY_ELASTICSEARCH_URL", "https://typo");

    assertThatThrownBy(() -> new ForwardHandler(Wiring.from(environment)))
        .hasMessageContaining("LOGFERRY_MAX_BATCH_BYTES = 'plenty'")
        .hasMessageContaining("the closest is LOGFERRY_ELASTICSEARCH_URLS");
  }

  private JsonNode invoke(byte[] event) throws IOException {
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    new ForwardHandler(Wiring.from(environment), CLOCK)
        .handleRequest(new ByteArrayInputStream(event), response, context);
    return JSON.readTree(response.toByteArray());
  }

  private static Map<String, JsonNode> members(JsonNode object) {
    Map<String, JsonNode> members = new HashMap<>();
    object.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
    return members;
  }

  private static byte[] wrap(String data) {
    return "{\"awslogs\":{\"data\":\"%s\"}}".formatted(data).getBytes(StandardCharsets.UTF_8);
  }
}
