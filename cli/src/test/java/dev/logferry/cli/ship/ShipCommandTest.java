package dev.logferry.cli.ship;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.cli.CommandRun;
import dev.logferry.cli.lambda.FakeLambda;
import dev.logferry.cli.lambda.FakeLambda.Answer;
import dev.logferry.cli.terminal.Terminal;
import dev.logferry.localstack.cloudwatch.SubscriptionPayload.LogEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShipCommandTest {
  private static final Instant WRITTEN = Instant.parse("2026-11-20T08:00:00.123Z");

  @TempDir Path root;
  private FakeLambda lambda;
  private Path log;

  @BeforeEach
  void start() throws IOException {
    lambda = new FakeLambda();
    CommandRun.runningStack(root, lambda);
    log = root.resolve("app:1.log");
  }

  @AfterEach
  void stop() {
    lambda.close();
  }

  @Test
  void a_file_arrives_as_cloudwatch_would_send_it() throws IOException {
    write("one\n오류 😀\n");

    var run = ship(log.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(lambda.invocationTypes()).containsExactly("RequestResponse");
    var payload = lambda.payloads().getFirst();
    assertThat(payload.messageType()).isEqualTo("DATA_MESSAGE");
    assertThat(payload.owner()).isEqualTo("123456789012");
    assertThat(payload.logGroup()).isEqualTo("/ecs/api");
    assertThat(payload.logStream()).isEqualTo("app_1.log");
    assertThat(payload.logEvents())
        .extracting(LogEvent::message, LogEvent::timestamp)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("one", WRITTEN.toEpochMilli()),
            org.assertj.core.groups.Tuple.tuple("오류 😀", WRITTEN.toEpochMilli()));
  }

  @Test
  void the_summary_counts_lines_payloads_events_and_the_ledger() throws IOException {
    write("one\n\ntwo\n");

    assertThat(ship(log.toString()).out())
        .isEqualTo(
            """
            Shipped to /ecs/api (stream app_1.log)
            lines read                       3
              blank, left out                1
            payloads                         1
            events                           2
            received                         2
              indexed                        2
              duplicate                      0
              filtered                       0
              degraded                       0
              failure_stored                 0
              dead_lettered                  0
              returned                       0
            """);
  }

  @Test
  void the_same_file_shipped_again_is_stored_once() throws IOException {
    writeLines(10_500);

    assertThat(ship(log.toString()).out()).containsPattern("  indexed +10,500\n");
    assertThat(ship(log.toString()).out())
        .containsPattern("  indexed +0\n")
        .containsPattern("  duplicate +10,500\n");
    assertThat(lambda.payloads()).hasSize(4);
  }

  @Test
  void the_options_show_in_the_payload() throws IOException {
    write("2026 a\n at b\n2026 c\n");

    var run =
        ship(
            "--log-stream=s",
            "--owner=999999999999",
            "--timestamp=2026-11-22T09:30:00+09:00",
            "--start-pattern=^\\d{4} ",
            "--async",
            log.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).containsPattern("  queued +2\n").doesNotContain("received");
    assertThat(lambda.invocationTypes()).containsExactly("Event");
    assertThat(lambda.messages()).containsExactly("2026 a\n at b", "2026 c");
    var payload = lambda.payloads().getFirst();
    assertThat(payload.owner()).isEqualTo("999999999999");
    assertThat(payload.logStream()).isEqualTo("s");
    assertThat(Instant.ofEpochMilli(payload.logEvents().getFirst().timestamp()))
        .isEqualTo("2026-11-22T00:30:00Z");
  }

  @Test
  void the_standard_input_is_read_for_a_dash_and_for_nothing() {
    CommandRun.with(root, "a\nb", Terminal.NONE, "ship", "--log-group=/g", "-");
    CommandRun.with(root, "c", Terminal.NONE, "ship", "--log-group=/g");

    assertThat(lambda.messages()).containsExactly("a", "b", "c");
    assertThat(lambda.payloads().getFirst().logStream()).isEqualTo("stdin");
    assertThat(lambda.payloads().getFirst().logEvents().getFirst().timestamp())
        .isEqualTo(CommandRun.NOW.toEpochMilli());
  }

  @Test
  void a_rotated_file_is_decompressed() throws IOException {
    var gzip = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(gzip)) {
      out.write("one\ntwo\n".getBytes(UTF_8));
    }
    Files.write(log, gzip.toByteArray());

    assertThat(ship(log.toString()).exitCode()).isZero();
    assertThat(lambda.messages()).containsExactly("one", "two");
  }

  @Test
  void a_broken_gzip_file_says_how_far_it_was_shipped() throws IOException {
    var gzip = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(gzip)) {
      out.write("one\ntwo\n".getBytes(UTF_8));
    }
    Files.write(log, java.util.Arrays.copyOf(gzip.toByteArray(), gzip.size() - 9));

    var run = ship(log.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("nothing after line 0 was shipped");
  }

  @Test
  void an_empty_file_ships_nothing_and_is_no_failure() throws IOException {
    write("");

    var run = ship(log.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(lambda.events()).isEmpty();
    assertThat(run.out()).containsPattern("payloads +0\n");
  }

  @Test
  void a_failed_payload_is_named_and_the_rest_is_shipped() throws IOException {
    writeLines(30_000);
    lambda.answers(
        Answer.returned(FakeLambda.ledger(10_000, 10_000, 0)),
        Answer.functionError("dev.logferry.Unsettled", "Elasticsearch is \u001b[31maway"));

    var run = ship(log.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "logferry: payload 2 (lines 10001 to 20000, 10000 events) failed: the function failed"
                + " (Unhandled): dev.logferry.Unsettled: Elasticsearch is ␛[31maway\n");
    assertThat(lambda.messages()).hasSize(30_000);
    assertThat(run.out())
        .containsPattern("payloads +3\n  failed +1\n")
        .containsPattern("events +30,000\n  in failed payloads +10,000\n")
        .containsPattern("received +20,000\n");
  }

  @Test
  void every_refusal_of_lambda_fails_the_command() throws IOException {
    write("a");
    lambda.answers(Answer.rejected(429, "TooManyRequestsException", "Rate exceeded"));

    var run = ship(log.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("payload 1 (line 1, 1 events) failed")
        .contains("Lambda answered 429: TooManyRequestsException Rate exceeded");
  }

  @Test
  void shipping_ends_when_nobody_is_there_and_says_from_which_line() throws IOException {
    write("a");
    lambda.close();

    var run = ship(log.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("Nothing from line 1 on was shipped; is ./logferry up still running?");
  }

  @Test
  void progress_shows_on_a_terminal_only() throws IOException {
    write("a");
    var terminal = new Terminal(true, OptionalInt.empty(), false);

    assertThat(ship(log.toString()).err()).isEmpty();
    assertThat(CommandRun.with(root, "", terminal, "ship", "--log-group=/g", log.toString()).err())
        .contains("1 lines  1 payloads  1 events")
        .endsWith("\r\033[K");
  }

  @Test
  void wrong_arguments_exit_with_2_and_name_the_value() throws IOException {
    write("a");

    assertUsageError("'/a b'", "ship", "--log-group=/a b", log.toString());
    assertUsageError("'12'", "ship", "--log-group=/g", "--owner=12", log.toString());
    assertUsageError("'a:b'", "ship", "--log-group=/g", "--log-stream=a:b", log.toString());
    assertUsageError("'line'", "ship", "--log-group=/g", "--timestamp=line", log.toString());
    assertUsageError("1969", "ship", "--log-group=/g", "--timestamp=1969-01-01T00:00:00Z", "-");
    assertUsageError("'a('", "ship", "--log-group=/g", "--start-pattern=a(", log.toString());
    assertUsageError("--log-group", "ship", log.toString());
    assertThat(lambda.events()).isEmpty();
  }

  @Test
  void a_file_that_cannot_be_read_is_named() {
    assertThat(ship("missing.log").exitCode()).isEqualTo(1);
    assertThat(ship("missing.log").err())
        .isEqualTo("logferry: cannot read missing.log: there is no such file\n");
    assertThat(ship(root.toString()).err()).contains(root + " is a folder");
  }

  @Test
  void without_a_stack_it_says_how_to_start_one() throws IOException {
    Files.delete(root.resolve(".logferry/stack.json"));
    write("a");

    var run = ship(log.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("start one with ./logferry up in another terminal");
  }

  private void assertUsageError(String named, String... arguments) {
    var run = CommandRun.of(root, arguments);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(named);
  }

  private CommandRun ship(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "ship";
    all[1] = "--log-group=/ecs/api";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return CommandRun.of(root, all);
  }

  private void writeLines(int count) throws IOException {
    write(IntStream.range(0, count).mapToObj(n -> "line " + n).collect(Collectors.joining("\n")));
  }

  private void write(String content) throws IOException {
    Files.writeString(log, content);
    Files.setLastModifiedTime(log, FileTime.from(WRITTEN));
  }
}
