package dev.logferry.cli.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.cli.CommandRun;
import dev.logferry.cli.terminal.Terminal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class PreviewCommandTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path root;

  @Test
  void lines_become_events_as_ship_makes_them() {
    var run =
        preview(
            "one\n  of it\ntwo\n",
            "--json",
            "--start-pattern=^\\S",
            "--timestamp=2026-11-22T09:30:00Z",
            "--owner=210987654321");

    assertThat(run.out().lines()).hasSize(2);
    var first = JSON.readTree(run.out().lines().findFirst().orElseThrow());
    assertThat(first.path("last_line").asInt()).isEqualTo(2);
    assertThat(first.at("/_source").toString())
        .contains("one\\n  of it")
        .contains("2026-11-22T09:30:00")
        .contains("210987654321");
  }

  @Test
  void each_line_is_explained_by_its_format_and_by_what_filled_its_fields() {
    String lines =
        """
        {"level":50,"time":1795939866188,"pid":7,"hostname":"web-1","msg":"order failed"}
        2026-11-29 08:11:59,896 - shop.orders - ERROR - order failed
        """;
    var run = preview(lines, "--json");

    var pino = JSON.readTree(run.out().lines().toList().get(0));
    assertThat(pino.path("format").asString()).isEqualTo("pino");
    assertThat(pino.at("/sources/log.level").asString()).isEqualTo("level");
    assertThat(pino.at("/sources/@timestamp").asString()).isEqualTo("time");
    var python = JSON.readTree(run.out().lines().toList().get(1));
    assertThat(python.path("format").asString()).isEqualTo("Python: logging");
    assertThat(python.at("/sources/log.logger").asString()).contains("beginning of the text");
    assertThat(preview(lines).out()).contains("format pino", "from:", "log.level");
  }

  @Test
  void wrong_arguments_exit_with_2_and_name_the_value() {
    assertThat(preview("x", "--start-pattern=(").exitCode()).isEqualTo(2);
    assertThat(preview("x", "--timestamp=today").err()).contains("'today'");
    assertThat(preview("x", "--owner=me").err()).contains("me");
  }

  private CommandRun preview(String input, String... options) {
    String[] all = new String[options.length + 1];
    all[0] = "preview";
    System.arraycopy(options, 0, all, 1, options.length);
    return CommandRun.with(root, input, Terminal.NONE, all);
  }
}
