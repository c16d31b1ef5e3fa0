package dev.logferry.localstack.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.logferry.localstack.lambda.InvocationResult.FailedInHandler;
import dev.logferry.localstack.lambda.InvocationResult.Succeeded;
import dev.logferry.localstack.lambda.function.EchoStream;
import dev.logferry.localstack.lambda.function.FailsToLoad;
import dev.logferry.localstack.lambda.function.Obedient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeveralLambdasIT {
  private static Path taskRoot;

  @BeforeAll
  static void makeTaskRoot(@TempDir Path folder) {
    taskRoot = TaskRoot.in(folder);
  }

  @Test
  void two_functions_run_side_by_side() {
    try (var one = lambda("one", EchoStream.class.getName());
        var other = lambda("other", EchoStream.class.getName() + "::handleRequest")) {
      var first = CompletableFuture.supplyAsync(() -> one.invoke(bytes("{\"n\":1}")));
      var second = CompletableFuture.supplyAsync(() -> other.invoke(bytes("{\"n\":2}")));

      assertThat(first.join().result()).isEqualTo(new Succeeded(Payload.of("{\"n\":1}")));
      assertThat(second.join().result()).isEqualTo(new Succeeded(Payload.of("{\"n\":2}")));
    }
  }

  @Test
  void an_empty_event_arrives_as_an_empty_object() {
    try (var lambda = lambda("echo", EchoStream.class.getName())) {
      assertThat(lambda.invoke(new byte[0]).result()).isEqualTo(new Succeeded(Payload.of("{}")));
    }
  }

  @Test
  void a_function_in_a_jar_below_lib_is_found(@TempDir Path folder) throws IOException {
    var function =
        FunctionSettings.of("in-a-jar", EchoStream.class.getName(), TaskRoot.withJarIn(folder))
            .withTimeout(Duration.ofMinutes(5));
    try (var lambda = LocalLambda.start(function)) {
      assertThat(lambda.invoke(bytes("[1]")).result()).isEqualTo(new Succeeded(Payload.of("[1]")));
    }
  }

  @Test
  void an_unknown_handler_class_fails_each_invocation() {
    try (var lambda = lambda("nobody", "dev.example.Nobody::handleRequest")) {
      var failure = (FailedInHandler) lambda.invoke(bytes("{}")).result();

      assertThat(failure.errorType()).isEqualTo("java.lang.ClassNotFoundException");
      assertThat(failure.errorMessage()).contains("dev.example.Nobody");
    }
  }

  @Test
  void a_handler_whose_constructor_throws_fails_the_initialisation() {
    try (var lambda = lambda("fails-to-load", FailsToLoad.class.getName())) {
      var invocation = lambda.invoke(bytes("{}"));

      var failure = (FailedInHandler) invocation.result();
      assertThat(failure.errorType()).isEqualTo("java.lang.IllegalStateException");
      assertThat(failure.errorMessage()).isEqualTo("no settings");
      assertThat(invocation.isCold()).isTrue();
    }
  }

  @Test
  void a_closed_lambda_leaves_no_process_and_takes_no_event() {
    var lambda = lambda("closing", EchoStream.class.getName());
    lambda.invoke(bytes("{}"));
    assertThat(processesIn(taskRoot)).isEqualTo(1);

    lambda.close();

    assertThat(processesIn(taskRoot)).isZero();
    assertThatThrownBy(() -> lambda.invoke(bytes("{}"))).hasMessageContaining("was closed");
  }

  @Test
  void an_environment_may_be_started_ahead_and_its_first_invocation_is_still_cold() {
    try (var lambda = lambda("ahead", Obedient.class.getName())) {
      lambda.startEnvironment();
      while (processesIn(taskRoot) == 0) {
        LockSupport.parkNanos(1_000_000);
      }

      assertThat(lambda.invoke(bytes("{\"do\":\"context\"}")).isCold()).isTrue();
    }
  }

  private static LocalLambda lambda(String name, String handler) {
    return LocalLambda.start(
        FunctionSettings.of(name, handler, taskRoot).withTimeout(Duration.ofMinutes(5)));
  }

  private static long processesIn(Path folder) {
    return ProcessHandle.current()
        .children()
        .filter(ProcessHandle::isAlive)
        .filter(child -> folder.equals(workingFolder(child)))
        .count();
  }

  private static Path workingFolder(ProcessHandle process) {
    try {
      return Path.of("/proc/%d/cwd".formatted(process.pid())).toRealPath();
    } catch (IOException _) {
      return Path.of("/");
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
