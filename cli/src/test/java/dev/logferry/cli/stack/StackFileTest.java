package dev.logferry.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.logferry.cli.terminal.CommandException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackFileTest {
  private static final String START_ONE =
      "no local stack is running; start one with ./logferry up in another terminal";

  @TempDir Path root;

  @Test
  void reads_what_was_written() throws IOException {
    RunningStack stack = stackOf(ProcessHandle.current().pid());

    new StackFile(root).write(stack);

    assertThat(new StackFile(root).read()).isEqualTo(stack);
  }

  @Test
  void the_written_form_is_the_documented_one() throws IOException {
    new StackFile(root).write(stackOf(7));

    assertThat(Files.readString(root.resolve(".logferry/stack.json")).replaceAll("\\s", ""))
        .isEqualTo(
            """
            {"version":1,"pid":7,\
            "elasticsearch":{"url":"https://localhost:9200","caFile":"/ca.pem",\
            "analyst":{"user":"analyst","password":"s3cret"}},\
            "lambda":{"url":"http://localhost:9001","functionName":"log-forwarder"}}""");
  }

  @Test
  void only_its_owner_can_read_it_and_nothing_else_is_left() throws IOException {
    var file = new StackFile(root);
    file.write(stackOf(1));
    file.write(stackOf(2));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
        .isEqualTo("rw-------");
    assertThat(root.resolve(".logferry")).isDirectoryContaining("glob:**/stack.json");
    try (var files = Files.list(root.resolve(".logferry"))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void says_how_to_start_a_stack_when_there_is_none() {
    assertThatThrownBy(() -> new StackFile(root).read())
        .isInstanceOf(CommandException.class)
        .hasMessage(START_ONE);
  }

  @Test
  void says_so_too_after_the_file_was_deleted() throws IOException {
    var file = new StackFile(root);
    file.write(stackOf(ProcessHandle.current().pid()));
    file.delete();
    file.delete();

    assertThatThrownBy(file::read).hasMessage(START_ONE);
  }

  @Test
  void a_stack_whose_process_has_ended_is_not_running() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    new StackFile(root).write(stackOf(ended.pid()));

    assertThatThrownBy(() -> new StackFile(root).read())
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith("no local stack is running (process " + ended.pid())
        .hasMessageEndingWith("start one with ./logferry up in another terminal");
  }

  @Test
  void a_file_that_lacks_a_part_names_itself_and_the_part() throws IOException {
    write("{\"version\":1,\"pid\":1,\"lambda\":{\"functionName\":\"f\"}}");

    assertThatThrownBy(() -> new StackFile(root).read())
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("stack.json")
        .hasMessageContaining("lambda.url");
  }

  @Test
  void half_a_file_is_rejected_with_the_remedy() throws IOException {
    write("{\"version\":1,\"pi");

    assertThatThrownBy(() -> new StackFile(root).read())
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("cannot understand")
        .hasMessageContaining("./logferry up");
  }

  @Test
  void another_version_is_named() throws IOException {
    write("{\"version\":2}");

    assertThatThrownBy(() -> new StackFile(root).read())
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("has version 2 and this logferry reads version 1");
  }

  @Test
  void the_password_is_not_printed() {
    assertThat(stackOf(1).toString()).contains("analyst").doesNotContain("s3cret");
  }

  private void write(String content) throws IOException {
    Files.createDirectories(root.resolve(".logferry"));
    Files.writeString(root.resolve(".logferry/stack.json"), content);
  }

  private static RunningStack stackOf(long pid) {
    return new RunningStack(
        pid,
        new RunningStack.Elasticsearch(
            URI.create("https://localhost:9200"),
            "/ca.pem",
            new RunningStack.Analyst("analyst", "s3cret")),
        new RunningStack.Lambda(URI.create("http://localhost:9001"), "log-forwarder"));
  }
}
