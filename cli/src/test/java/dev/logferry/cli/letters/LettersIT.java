package dev.logferry.cli.letters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.cli.CommandRun;
import dev.logferry.cli.SharedElasticsearch;
import dev.logferry.forwarder.Deadline;
import dev.logferry.forwarder.Invocation;
import dev.logferry.forwarder.OutcomeCounts;
import dev.logferry.forwarder.bulk.Cause;
import dev.logferry.forwarder.bulk.Rejection;
import dev.logferry.forwarder.deadletter.DeadLetterKeys;
import dev.logferry.forwarder.deadletter.DeadLetterSink;
import dev.logferry.forwarder.deadletter.DeadLetters;
import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.s3.S3Connection;
import dev.logferry.forwarder.s3.S3ObjectStore;
import dev.logferry.forwarder.settings.ForwarderVersion;
import dev.logferry.forwarder.settings.RulesFingerprint;
import dev.logferry.localstack.elasticsearch.LocalElasticsearch;
import dev.logferry.localstack.s3.LocalS3;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The life of undelivered events in a real S3 and a real Elasticsearch, step by step. */
@TestMethodOrder(OrderAnnotation.class)
class LettersIT {

  private static final String LETTERS = "letters";
  private static final String FAILURES = "failures";

  @TempDir static Path folder;
  private static final LocalElasticsearch SERVER = SharedElasticsearch.server();
  private static LocalS3 s3;

  @BeforeAll
  static void start() throws IOException {
    s3 = LocalS3.start(LETTERS, FAILURES);
    Map<String, String> environment = s3.environment();
    S3ObjectStore store =
        new S3ObjectStore(() -> S3Connection.from(environment, Duration.ofSeconds(30)));
    keepRejected(store);
    s3.put(FAILURES, "aws/lambda/async/forward/2026/11/22/a.json", onFailureRecord());
    Files.writeString(folder.resolve("ops.env"), settings(environment));
  }

  @AfterAll
  static void stop() {
    s3.close();
  }

  @Test
  @Order(1)
  void list_counts_them_by_kind_service_and_cause() throws IOException {
    CommandRun run = letters("list");
    assertThat(run.out())
        .contains("2 rejected    cart: 400 document_parsing_exception in field user.id")
        .contains("1 undelivered /ecs/shop: RetriesExhausted: no cluster")
        .contains("3 undelivered events.");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(letters("list", "--service=other").out()).isEqualTo("No undelivered events.\n");
    assertThat(letters("list", "--to=-30d").out()).isEqualTo("No undelivered events.\n");
    assertThat(letters("list", "--cause=RETRIES", "--json").out())
        .contains("\"kind\":\"undelivered\"")
        .doesNotContain("rejected");
    assertThat(letters("list", "--objects").out()).contains("rejected/").contains("undelivered/");
  }

  @Test
  @Order(2)
  void show_prints_the_document_and_the_whole_reason() throws IOException {
    assertThat(letters("show", "rejected/").out())
        .contains("failed to parse field [user.id] of type [long]")
        .contains("logs-cart-default")
        .contains("\"message\" : \"one\"");
    assertThat(letters("show", "undelivered/").out()).contains("a line that Lambda kept");
    assertThat(letters("show", "rejected/", "--size=1").err()).contains("1 more events");
    assertThat(letters("show", "rejected/1999/").exitCode()).isEqualTo(1);
  }

  @Test
  @Order(3)
  void explain_names_the_remedy_and_what_waits() throws IOException {
    assertThat(letters("explain").out())
        .contains("The value does not fit the mapping of that field")
        .contains("the scheduled redrive delivers it")
        .contains("The next scheduled redrive tries 1 of 2 objects; 1 wait")
        .contains("logferry letters replay rejected/");
  }

  @Test
  @Order(4)
  void a_dry_run_changes_nothing() throws IOException {
    CommandRun run = run("redrive", "--dry-run");
    assertThat(run.out()).contains("A dry run").contains("events that would be sent: 1");
    assertThat(letters("list").out()).contains("3 undelivered events.");
  }

  @Test
  @Order(5)
  void redrive_brings_in_what_is_due_and_replay_the_rest() throws IOException {
    CommandRun redrive = run("redrive");
    assertThat(redrive.err()).isEmpty();
    assertThat(redrive.out()).contains("The redrive delivered log events.").contains("1 waiting");
    assertThat(redrive.exitCode()).isZero();

    CommandRun replay = run("letters", "replay", "rejected/", "--rate=1000");
    assertThat(replay.err()).isEmpty();
    assertThat(replay.out()).contains("2 indexed");
    assertThat(replay.exitCode()).isZero();
    assertThat(letters("list").out()).isEqualTo("No undelivered events.\n");
    assertThat(letters("list").exitCode()).isZero();
  }

  @Test
  @Order(6)
  void wrong_paths_and_rates_are_usage_errors() throws IOException {
    assertThat(run("letters", "replay", "undelivered/").exitCode()).isEqualTo(2);
    assertThat(run("redrive", "--rate=0").exitCode()).isEqualTo(2);
  }

  private static void keepRejected(S3ObjectStore store) {
    DeadLetterSink sink =
        new DeadLetterSink(
            store,
            Optional.of(LETTERS),
            new DeadLetterKeys(""),
            ForwarderVersion.current(),
            _ -> RulesFingerprint.ofDocuments(environment(), ForwarderVersion.current()),
            InstantSource.system());
    DeadLetters letters = sink.begin(invocation(), new OutcomeCounts());
    for (String message : List.of("one", "two")) {
      String json =
          "{\"@timestamp\":\"2026-11-22T10:00:00Z\",\"message\":\"%s\",\"service.name\":\"cart\"}"
              .formatted(message);
      letters.rejected(
          new LogDocument(
              new DataStream("cart", "default"),
              "id-" + message,
              json.getBytes(UTF_8),
              1_795_341_600_000L,
              Set.of(),
              0),
          new Rejection(
              Cause.of(
                  400,
                  "document_parsing_exception",
                  "failed to parse field [user.id] of type [long]"),
              2,
              false));
    }
    letters.finish();
  }

  private static Map<String, String> environment() {
    return Map.of(
        "AWS_REGION",
        s3.environment().get("AWS_REGION"),
        "LOGFERRY_ELASTICSEARCH_REQUIRE_DATA_STREAM",
        "false");
  }

  private static Invocation invocation() {
    Deadline deadline =
        new Deadline() {
          @Override
          public Duration remaining() {
            return Duration.ofMinutes(1);
          }

          @Override
          public void sleep(Duration duration) {
            throw new AssertionError("nothing to wait for");
          }
        };
    return new Invocation("request", deadline, Duration.ofSeconds(1));
  }

  private static byte[] onFailureRecord() throws IOException {
    String payload =
        """
        {"messageType":"DATA_MESSAGE","owner":"1","logGroup":"/ecs/shop","logStream":"s",
         "subscriptionFilters":["f"],
         "logEvents":[{"id":"1","timestamp":1795341600000,"message":"a line that Lambda kept"}]}""";
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write(payload.getBytes(UTF_8));
    }
    String data = Base64.getEncoder().encodeToString(gzip.toByteArray());
    return """
        {"version":"1.0","requestContext":{"condition":"RetriesExhausted"},
         "requestPayload":{"awslogs":{"data":"%s"}},
         "responsePayload":{"errorMessage":"no cluster\\nat all"}}"""
        .formatted(data)
        .getBytes(UTF_8);
  }

  private static String settings(Map<String, String> environment) {
    String aws =
        environment.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining("\n"));
    return """
        %s
        LOGFERRY_ELASTICSEARCH_URLS=%s
        LOGFERRY_ELASTICSEARCH_USERNAME=%s
        LOGFERRY_ELASTICSEARCH_PASSWORD=%s
        LOGFERRY_ELASTICSEARCH_CA_FILE=%s
        LOGFERRY_ELASTICSEARCH_REQUIRE_DATA_STREAM=false
        LOGFERRY_DEAD_LETTER_BUCKET=%s
        LOGFERRY_FAILURE_BUCKET=%s
        LOGFERRY_REDRIVE_MINIMUM_AGE=1ms
        """
        .formatted(
            aws,
            SERVER.url(),
            SERVER.admin().name(),
            SERVER.admin().password(),
            SERVER.caFile(),
            LETTERS,
            FAILURES);
  }

  private static CommandRun letters(String command, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("letters", command));
    arguments.addAll(List.of(options));
    return run(arguments.toArray(String[]::new));
  }

  private static CommandRun run(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--env-file=" + folder.resolve("ops.env"));
    return CommandRun.of(folder, all.toArray(String[]::new));
  }
}
