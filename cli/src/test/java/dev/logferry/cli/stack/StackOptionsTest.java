package dev.logferry.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.cli.CommandRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In a root without a built forwarder, where nothing could be started by mistake. */
class StackOptionsTest {
  @TempDir Path root;

  @ParameterizedTest
  @ValueSource(strings = {"up", "demo"})
  void settings_that_the_forwarder_rejects_are_reported_before_anything_starts(String command) {
    var run =
        CommandRun.of(
            root,
            command,
            "--set=LOGFERRY_MINIMUM_LEVEL=LOUD",
            "--set=LOGFERRY_ELASTICSEARCH_REQUEST_TIMEOUT=soon",
            "--set=LOGFERRY_ROUTE=x");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("logferry: invalid settings:")
        .contains("LOGFERRY_MINIMUM_LEVEL = 'LOUD'")
        .contains("LOGFERRY_ELASTICSEARCH_REQUEST_TIMEOUT = 'soon'")
        .contains("LOGFERRY_ROUTE is not a setting")
        .doesNotContain("Starting");
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", "demo", "preview"})
  void a_setting_of_something_else_is_not_understood(String command) {
    var run = CommandRun.of(root, command, "--set=MINIMUM_LEVEL=WARN");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--set MINIMUM_LEVEL: the forwarder's settings begin with");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"URLS", "API_KEY", "USERNAME", "PASSWORD", "CREDENTIALS_SECRET", "CA_PEM"})
  void settings_that_the_stack_fills_are_not_understood(String setting) {
    var run = CommandRun.of(root, "up", "--set=LOGFERRY_ELASTICSEARCH_%s=x".formatted(setting));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(setting + ": the local stack fills that itself");
  }

  @ParameterizedTest
  @CsvSource({
    "--memory, 127",
    "--memory, 10241",
    "--elasticsearch-port, -1",
    "--elasticsearch-port, 65536",
    "--invoke-port, 70000"
  })
  void a_number_out_of_range_is_named_with_its_option(String option, String value) {
    var run = CommandRun.of(root, "up", option + "=" + value);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(option + " must be").contains("not " + value);
  }

  @ParameterizedTest
  @CsvSource({
    "--traffic=fast, 'requests per second like 20/s, not fast'",
    "--fault=fire, there is no fault 'fire'; there are elasticsearch-down",
    "--fault=elasticsearch-down=long, 'must be like elasticsearch-down or elasticsearch-down=30s'",
    "--page-port=65536, '--page-port must be 0 to 65535, not 65536'"
  })
  void what_the_system_cannot_do_is_named_with_what_it_can(String option, String message) {
    var run = CommandRun.of(root, "up", option);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }

  @Test
  void one_port_for_both_is_not_understood() {
    var run = CommandRun.of(root, "up", "--invoke-port=9999", "--elasticsearch-port=9999");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("both 9999");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--invoke-port", "--elasticsearch-port"})
  void a_taken_port_is_reported_in_one_line(String option) throws IOException {
    Files.createDirectories(root.resolve("log-forwarder/target/function/lib"));
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var run = CommandRun.of(root, "up", option + "=" + taken.getLocalPort());

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err().lines())
          .singleElement()
          .asString()
          .contains("port %d of 127.0.0.1".formatted(taken.getLocalPort()));
    }
  }

  @Test
  void a_forwarder_that_is_not_built_is_reported_without_a_stack_trace() {
    var run = CommandRun.of(root, "up");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("the forwarder is not built").doesNotContain("\tat ");
  }
}
