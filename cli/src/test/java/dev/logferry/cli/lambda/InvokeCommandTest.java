package dev.logferry.cli.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.cli.CommandRun;
import dev.logferry.cli.lambda.FakeLambda.Answer;
import dev.logferry.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvokeCommandTest {
  @TempDir Path root;
  private FakeLambda lambda;
  private Path event;

  @BeforeEach
  void start() throws IOException {
    lambda = new FakeLambda();
    CommandRun.runningStack(root, lambda);
    event = root.resolve("event.json");
  }

  @AfterEach
  void stop() {
    lambda.close();
  }

  @Test
  void posts_the_file_byte_for_byte_and_shows_log_and_response() throws IOException {
    String content = "{ \"b\": 1,\n \"a\": \"오\\u00e9\" }\n";
    Files.writeString(event, content);
    lambda.answers(
        Answer.returned("{\"ledger\":{\"received\":1}}").withLog("START\n\u001b[2Jdone\n"));

    var run = CommandRun.of(root, "invoke", event.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(lambda.events().getFirst()).isEqualTo(Files.readAllBytes(event));
    assertThat(run.err()).isEqualTo("START\n␛[2Jdone\n");
    assertThat(run.out().replaceAll("\\s+", " "))
        .isEqualTo("{ \"ledger\" : { \"received\" : 1 } } ");
    assertThat(run.out().lines()).hasSizeGreaterThan(3);
  }

  @Test
  void reads_the_standard_input() {
    lambda.answers(Answer.returned("null"));

    var run = CommandRun.with(root, "{\"a\":1}", Terminal.NONE, "invoke", "-");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo("null\n");
    assertThat(lambda.events().getFirst()).asString().isEqualTo("{\"a\":1}");
  }

  @Test
  void a_response_that_is_not_json_is_shown_as_it_is() throws IOException {
    Files.writeString(event, "{}");
    lambda.answers(Answer.returned("plain\u0007"));

    assertThat(CommandRun.of(root, "invoke", event.toString()).out()).isEqualTo("plain␇\n");
  }

  @Test
  void a_function_error_exits_with_1_and_shows_type_message_and_log() throws IOException {
    Files.writeString(event, "{}");
    lambda.answers(
        Answer.functionError("java.lang.IllegalStateException", "boom").withLog("log\n"));

    var run = CommandRun.of(root, "invoke", event.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            "log\nlogferry: the function failed (Unhandled): java.lang.IllegalStateException: boom\n");
  }

  @Test
  void a_function_error_is_one_line_with_brief() throws IOException {
    Files.writeString(event, "{}");
    lambda.answers(
        Answer.functionError("java.lang.IllegalStateException", "boom").withLog("log\n"));

    assertThat(CommandRun.of(root, "invoke", "--brief", event.toString()).err())
        .isEqualTo(
            "logferry: the function failed (Unhandled): java.lang.IllegalStateException: boom\n");
  }

  @Test
  void queues_with_async() throws IOException {
    Files.writeString(event, "{}");

    var run = CommandRun.of(root, "invoke", "--async", event.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(lambda.invocationTypes()).containsExactly("Event");
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("Queued");
  }

  @Test
  void what_is_not_json_is_rejected_with_file_and_position() throws IOException {
    Files.writeString(event, "{\n  \"a\": 1,\n  oops\n}");

    var run = CommandRun.of(root, "invoke", event.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("event.json is not JSON: line 3, column 3").contains("'o'");
    assertThat(lambda.events()).isEmpty();
  }

  @Test
  void json_with_trailing_text_is_rejected() throws IOException {
    Files.writeString(event, "{}\n{}");

    assertThat(CommandRun.of(root, "invoke", event.toString()).err())
        .contains("event.json is not JSON: line 2, column 1");
    assertThat(lambda.events()).isEmpty();
  }

  @Test
  void an_empty_file_is_rejected() throws IOException {
    Files.writeString(event, " \n");

    assertThat(CommandRun.of(root, "invoke", event.toString()).err())
        .contains("event.json is empty");
  }

  @Test
  void a_rejection_and_an_unreachable_lambda_are_reported() throws IOException {
    Files.writeString(event, "{}");
    lambda.answers(Answer.rejected(404, "ResourceNotFoundException", "no function"));

    assertThat(CommandRun.of(root, "invoke", event.toString()).err())
        .isEqualTo("logferry: Lambda answered 404: ResourceNotFoundException no function\n");

    lambda.close();
    assertThat(CommandRun.of(root, "invoke", event.toString()).err())
        .contains("is ./logferry up still running?");
  }
}
