package dev.logferry.localstack.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.localstack.lambda.InvocationResult.Succeeded;
import dev.logferry.localstack.lambda.InvocationResult.TimedOut;
import dev.logferry.localstack.lambda.function.SlowToLoad;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentSlotIT {
  private static final Duration INITIALIZATION_LIMIT = Duration.ofSeconds(3);

  @Test
  void an_initialisation_that_takes_too_long_is_begun_again(@TempDir Path folder) throws Exception {
    try (var slot = slot(folder, Duration.ofSeconds(20), "-Dhang=once")) {
      var invocation = slot.run("r1", Payload.of("\"hello\""));

      assertThat(invocation.result()).isEqualTo(new Succeeded(Payload.of("\"hello\"")));
      assertThat(invocation.isCold()).isTrue();
    }
  }

  @Test
  void the_second_initialisation_is_on_the_time_of_the_function(@TempDir Path folder)
      throws Exception {
    try (var slot = slot(folder, Duration.ofSeconds(1), "-Dhang=always")) {
      assertThat(slot.run("r1", Payload.of("\"hello\"")).result())
          .isEqualTo(new TimedOut(Duration.ofSeconds(1)));
    }
  }

  private static EnvironmentSlot slot(Path folder, Duration timeout, String jvmFlags) {
    var function =
        FunctionSettings.of("slow", SlowToLoad.class.getName(), TaskRoot.in(folder))
            .withTimeout(timeout)
            .withEnvironment(Map.of("TRIED", folder + "/tried", "JAVA_TOOL_OPTIONS", jvmFlags));
    return new EnvironmentSlot(function, new FunctionLog(_ -> {}), INITIALIZATION_LIMIT);
  }
}
