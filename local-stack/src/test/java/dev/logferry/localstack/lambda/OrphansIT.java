package dev.logferry.localstack.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphansIT {
  @Test
  void a_function_ends_when_its_starter_is_asked_to_end(@TempDir Path folder) throws Exception {
    var starter = startAbandonedLambda(folder);
    var function = functionOf(starter);

    starter.destroy();

    awaitEnd(function);
  }

  @Test
  void an_idle_function_ends_when_its_starter_is_killed(@TempDir Path folder) throws Exception {
    var starter = startAbandonedLambda(folder);
    var function = functionOf(starter);

    starter.destroyForcibly();

    awaitEnd(function);
  }

  private static Process startAbandonedLambda(Path folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            AbandonedLambda.class.getName(),
            TaskRoot.in(folder).toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static Optional<ProcessHandle> functionOf(Process starter) throws IOException {
    var pid = Optional.ofNullable(starter.inputReader().readLine()).map(Long::parseLong);
    assertThat(pid).as("process id of the function").isPresent();
    return pid.flatMap(ProcessHandle::of);
  }

  private static void awaitEnd(Optional<ProcessHandle> process) throws Exception {
    if (process.isPresent()) {
      process.get().onExit().get();
    }
  }
}
