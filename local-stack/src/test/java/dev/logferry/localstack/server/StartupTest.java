package dev.logferry.localstack.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartupTest {

  @TempDir private Path folder;

  @Test
  void a_process_that_dies_is_reported_with_its_last_output() throws IOException {
    try (RunFolder run = RunFolder.open("PostgreSQL", Optional.of(folder))) {
      ServerProcess process = process("echo out of cheese; exit 3", run);
      Startup startup = new Startup(process, Duration.ofMinutes(1));

      assertThatThrownBy(() -> startup.await("being healthy", Optional::empty))
          .isInstanceOf(LocalServerException.class)
          .hasMessageContaining("ended with exit code 3 before being healthy")
          .hasMessageContaining("out of cheese");
    }
  }

  @Test
  void a_process_that_takes_too_long_is_reported_with_the_last_problem() throws IOException {
    try (RunFolder run = RunFolder.open("PostgreSQL", Optional.of(folder))) {
      ServerProcess process = process("exec cat", run);
      Startup startup = new Startup(process, Duration.ofMillis(200));

      assertThatThrownBy(
              () ->
                  startup.await(
                      "being healthy",
                      () -> {
                        throw new IOException("HTTP 503");
                      }))
          .hasMessageContaining("did not get to being healthy within PT0.2S")
          .hasMessageContaining("HTTP 503");
      process.stop();
      assertThat(process.isAlive()).isFalse();
    }
  }

  private static ServerProcess process(String script, RunFolder run) throws IOException {
    Path root = run.root();
    return ServerProcess.start(
        "Elasticsearch", List.of("sh", "-c", script), root, root.resolve("output.log"), Map.of());
  }
}
