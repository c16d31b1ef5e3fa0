package dev.logferry.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the command reports to its caller: its exit status and its last output. */
class CommandsIT {

  private static final Map<String, String> NO_DATABASE =
      Map.of("DATABASE_URL", "postgresql://127.0.0.1:1/none", "LOG_LEVEL", "INFO");

  private record Ended(int status, String output) {}

  private static Ended run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(ApiService.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("DATABASE_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), output);
  }

  @Test
  void wrong_settings_are_two_and_are_all_told_in_one_line() throws Exception {
    Ended ended = run(Map.of("PORT", "many"), "serve");

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.output().strip().lines()).hasSize(1);
    assertThat(ended.output()).contains("PORT", "many", "DATABASE_URL");
  }

  @Test
  void a_wrong_command_or_option_is_two_and_is_named() throws Exception {
    Ended unknown = run(NO_DATABASE, "start");
    Ended option = run(NO_DATABASE, "migrate", "--now");

    assertThat(unknown.status()).isEqualTo(2);
    assertThat(unknown.output()).contains("start", "refresh-rankings");
    assertThat(option.status()).isEqualTo(2);
    assertThat(option.output()).contains("--now");
  }

  @Test
  void work_that_fails_is_one_and_names_the_work() throws Exception {
    Ended ended = run(NO_DATABASE, "migrate");

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.output()).contains("migrate failed").doesNotContain("Can't start");
  }

  @Test
  void health_is_zero_when_ready_and_one_otherwise() throws Exception {
    assertThat(checkHealth(200)).isZero();
    assertThat(checkHealth(503)).isEqualTo(1);
    assertThat(
            run(
                    Map.of("DATABASE_URL", "postgresql://127.0.0.1:1/none", "MANAGEMENT_PORT", "1"),
                    "check-health")
                .status())
        .isEqualTo(1);
  }

  private static int checkHealth(int answer) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/health/ready",
        exchange -> {
          exchange.sendResponseHeaders(answer, -1);
          exchange.close();
        });
    server.start();
    try {
      String port = Integer.toString(server.getAddress().getPort());
      return run(
              Map.of("DATABASE_URL", "postgresql://127.0.0.1:1/none", "MANAGEMENT_PORT", port),
              "check-health")
          .status();
    } finally {
      server.stop(0);
    }
  }
}
