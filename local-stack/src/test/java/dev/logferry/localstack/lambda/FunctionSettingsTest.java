package dev.logferry.localstack.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionSettingsTest {
  @TempDir private Path folder;

  @Test
  void begins_with_the_defaults_of_lambda() {
    var settings = FunctionSettings.of("forwarder", "dev.example.Handler", folder);

    assertThat(settings.memoryMegabytes()).isEqualTo(128);
    assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void leaves_15_percent_of_the_memory_to_the_rest_of_the_jvm() {
    var settings = FunctionSettings.of("forwarder", "dev.example.Handler", folder);

    assertThat(settings.withMemoryMegabytes(512).heapMegabytes()).isEqualTo(435);
  }

  @Test
  void refuses_what_lambda_would_refuse_and_names_it() {
    var settings = FunctionSettings.of("forwarder", "dev.example.Handler", folder);

    assertRefused(() -> FunctionSettings.of("my function", "x.Y", folder), "'my function'");
    assertRefused(() -> FunctionSettings.of("f", " ", folder), "handler ' '");
    assertRefused(
        () -> FunctionSettings.of("f", "x.Y", folder.resolve("absent")), "build the function");
    assertRefused(() -> settings.withMemoryMegabytes(127), "127 MB");
    assertRefused(() -> settings.withMemoryMegabytes(10_241), "10241 MB");
    assertRefused(() -> settings.withTimeout(Duration.ofMillis(999)), "PT0.999S");
    assertRefused(() -> settings.withTimeout(Duration.ofSeconds(901)), "PT15M1S");
    assertRefused(() -> settings.withJavaHome(folder), "has no bin/java");
    assertRefused(
        () -> settings.withEnvironment(Map.of("LAMBDA_TASK_ROOT", "/")), "LAMBDA_TASK_ROOT");
    assertRefused(() -> settings.withEnvironment(Map.of("a-b", "c")), "'a-b'");
    assertRefused(() -> settings.withEnvironment(Map.of("BIG", "x".repeat(4094))), "4097 bytes");
  }

  @Test
  void knows_its_region_by_its_variables() {
    var settings = FunctionSettings.of("forwarder", "dev.example.Handler", folder);

    assertThat(settings.functionArn())
        .isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:forwarder");
    assertThat(settings.withEnvironment(Map.of("AWS_REGION", "eu-west-1")).functionArn())
        .isEqualTo("arn:aws:lambda:eu-west-1:000000000000:function:forwarder");
  }

  private static void assertRefused(ThrowingCallable attempt, String... words) {
    assertThatThrownBy(attempt)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll((CharSequence[]) words);
  }
}
