package dev.logferry.localstack.lambda.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.localstack.lambda.FunctionSettings;
import dev.logferry.localstack.lambda.InvocationResult.Succeeded;
import dev.logferry.localstack.lambda.InvocationResult.TimedOut;
import dev.logferry.localstack.lambda.Payload;
import dev.logferry.localstack.lambda.TaskRoot;
import dev.logferry.localstack.lambda.function.SlowToLoad;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentSlotIT {
  private static final Duration INITIALIZATION_LIMIT = Duration.ofSeconds(1);

  @Test
  void an_initialisation_that_takes_too_long_is_begun_again(@TempDir Path folder) throws Exception {
    var untilTheSecond = Instant.now().plus(INITIALIZATION_LIMIT);
    try (var slot = slot(folder, Duration.ofMinutes(10), untilTheSecond)) {
      var invocation = slot.run("r1", Payload.of("\"hello\""));

      assertThat(invocation.result()).isEqualTo(new Succeeded(Payload.of("\"hello\"")));
      assertThat(invocation.isCold()).isTrue();
    }
  }

  @Test
  void the_second_initialisation_is_on_the_time_of_the_function(@TempDir Path folder)
      throws Exception {
    try (var slot = slot(folder, Duration.ofSeconds(1), Instant.MAX)) {
      assertThat(slot.run("r1", Payload.of("\"hello\"")).result())
          .isEqualTo(new TimedOut(Duration.ofSeconds(1)));
    }
  }

  private static EnvironmentSlot slot(Path folder, Duration timeout, Instant hangUntil) {
    var function =
        FunctionSettings.of("slow", SlowToLoad.class.getName(), TaskRoot.in(folder))
            .withTimeout(timeout)
            .withEnvironment(Map.of("HANG_UNTIL", hangUntil.toString()));
    return new EnvironmentSlot(function, new FunctionLog(_ -> {}), INITIALIZATION_LIMIT);
  }
}
