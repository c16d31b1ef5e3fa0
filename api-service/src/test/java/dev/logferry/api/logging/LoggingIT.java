package dev.logferry.api.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Everything that is logged in the service's process is ECS, whichever library logs it. */
class LoggingIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static List<String> lines = List.of();
  private static String standardError = "";
  private static int exitCode;

  @BeforeAll
  static void letAllSpeak(@TempDir Path folder) throws IOException, InterruptedException {
    Path output = folder.resolve("stdout");
    Path error = folder.resolve("stderr");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LogProbe.class.getName())
            .redirectOutput(output.toFile())
            .redirectError(error.toFile());
    builder.environment().remove("LOG_LEVEL");
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    lines = Files.readAllLines(output);
    standardError = Files.readString(error);
    exitCode = process.exitValue();
  }

  @Test
  void every_line_is_ecs_and_stderr_stays_empty() {
    assertThat(lines)
        .allSatisfy(
            line ->
                assertThat(
                        EcsLoggingSpec.violations((line + "\n").getBytes(StandardCharsets.UTF_8)))
                    .isEmpty());
    assertThat(standardError).isEmpty();
  }

  @Test
  void libraries_the_jdk_and_whatever_prints_are_heard() {
    assertThat(messages())
        .contains(
            "before the settings are read",
            "by System.Logger",
            "by java.util.logging",
            "printed to stdout",
            "printed to stderr",
            "in two lines");
    assertThat(line("by System.Logger").get("log.level").asString()).isEqualTo("WARN");
    assertThat(line("by System.Logger").get("service.name").asString()).isEqualTo("probe");
    assertThat(line("before the settings are read").get("service.name").asString())
        .isEqualTo("api-service");
  }

  @Test
  void wrong_settings_are_told_in_one_line() {
    assertThat(messages())
        .anySatisfy(
            message ->
                assertThat(message).contains("Can't start", "PORT = 'lots'", "DATABASE_POOL_SIZE"));
  }

  @Test
  void a_trace_is_named_in_its_own_virtual_thread_only() {
    assertThat(line("in a request").get("trace.id").asString()).isEqualTo("a".repeat(32));
    assertThat(line("after the request").has("trace.id")).isFalse();
  }

  @Test
  void uncaught_exceptions_are_told_with_their_stack_traces() {
    assertThat(read().filter(line -> line.has("error.stack_trace")))
        .extracting(line -> line.get("error.message").asString())
        .containsExactlyInAnyOrder("uncaught", "uncaught in a virtual thread");
    assertThat(exitCode).isEqualTo(1);
  }

  private static JsonNode line(String message) {
    return read()
        .filter(line -> line.get("message").asString().equals(message))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no line says: " + message));
  }

  private static Stream<String> messages() {
    return read().map(line -> line.get("message").asString());
  }

  private static Stream<JsonNode> read() {
    return lines.stream().map(JSON::readTree);
  }
}
