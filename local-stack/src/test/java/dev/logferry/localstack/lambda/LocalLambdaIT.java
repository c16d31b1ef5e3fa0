package dev.logferry.localstack.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.localstack.lambda.InvocationResult.Crashed;
import dev.logferry.localstack.lambda.InvocationResult.FailedInHandler;
import dev.logferry.localstack.lambda.InvocationResult.Succeeded;
import dev.logferry.localstack.lambda.InvocationResult.TimedOut;
import dev.logferry.localstack.lambda.function.Obedient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalLambdaIT {
  /** Longer than any test takes: what is about timeouts has a function of its own. */
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  private final List<String> log = new CopyOnWriteArrayList<>();
  private LocalLambda lambda;

  @BeforeAll
  void start(@TempDir Path folder) {
    var settings =
        FunctionSettings.of(
                "obedient", Obedient.class.getName() + "::handleRequest", TaskRoot.in(folder))
            .withTimeout(TIMEOUT)
            .withMemoryMegabytes(256)
            .withEnvironment(Map.of("COLOUR", "blue", "JAVA_TOOL_OPTIONS", "-Dshade=navy"));
    lambda = LocalLambda.start(settings, AsyncSettings.DEFAULT, log::add);
  }

  @AfterAll
  void stop() {
    lambda.close();
  }

  @Test
  void only_the_first_invocation_of_an_environment_is_cold() {
    endEnvironment();

    var first = invoke("{'do':'context'}");
    var second = invoke("{'do':'context'}");

    assertThat(first.coldStart())
        .hasValueSatisfying(
            coldStart ->
                assertThat(coldStart.total())
                    .isEqualTo(coldStart.initialization().plus(first.duration())));
    assertThat(first.report()).contains("Init Duration: ");
    assertThat(second.isCold()).isFalse();
    assertThat(second.report()).doesNotContain("Init Duration: ");
  }

  @Test
  void tells_the_function_what_lambda_would() {
    var invocation = invoke("{'do':'context'}");

    var context = answer(invocation);
    assertThat(context.path("remainingMilliseconds").asInt(0))
        .isBetween(1, (int) TIMEOUT.toMillis());
    assertThat(context.path("requestId").asString()).isEqualTo(invocation.requestId());
    assertThat(context.path("functionArn").asString())
        .isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:obedient");
    assertThat(context.path("functionName").asString()).isEqualTo("obedient");
    assertThat(context.path("memoryMegabytes").asInt(0)).isEqualTo(256);
    assertThat(context.path("heapMegabytes").asInt(0)).isBetween(200, 217);
    assertThat(context.path("folder").asString())
        .isEqualTo(lambda.settings().taskRoot().toString());
  }

  @Test
  void gives_the_function_its_own_variables_and_none_of_this_process() {
    var environment = answer(invoke("{'do':'environment'}"));

    assertThat(environment.path("COLOUR").asString()).isEqualTo("blue");
    assertThat(environment.path("TZ").asString()).isEqualTo(":UTC");
    assertThat(environment.propertyNames())
        .allMatch(
            name ->
                name.startsWith("AWS_")
                    || List.of(
                            "COLOUR",
                            "JAVA_TOOL_OPTIONS",
                            "PATH",
                            "LANG",
                            "TZ",
                            "LAMBDA_TASK_ROOT",
                            "_HANDLER")
                        .contains(name));
  }

  @Test
  void passes_the_java_tool_options_to_the_jvm() {
    assertThat(answer(invoke("{'do':'context'}")).path("shade").asString()).isEqualTo("navy");
  }

  @Test
  void takes_an_error_whose_message_is_half_a_megabyte() {
    var message = "x".repeat(500_000);

    var failure =
        (FailedInHandler) invoke("{'do':'throw','message':'%s'}".formatted(message)).result();

    assertThat(failure.errorMessage()).isEqualTo(message);
    assertThat(invoke("{'do':'context'}").result()).isInstanceOf(Succeeded.class);
  }

  @Test
  void reports_type_and_message_of_what_the_handler_threw() {
    var invocation = invoke("{'do':'throw','message':'no shelf left'}");

    var failure = (FailedInHandler) invocation.result();
    assertThat(failure.errorType()).isEqualTo("java.lang.IllegalStateException");
    assertThat(failure.errorMessage()).isEqualTo("no shelf left");
    assertThat(failure.body().text()).contains("\"stackTrace\"");
    assertThat(invocation.logLines()).anyMatch(line -> line.contains("no shelf left"));
    assertThat(invoke("{'do':'context'}").isCold()).isFalse();
  }

  @Test
  void kills_a_function_that_takes_too_long_and_starts_afresh() {
    var limit = Duration.ofSeconds(1);
    try (var hurried = LocalLambda.start(lambda.settings().withTimeout(limit))) {
      var slow = invoke(hurried, "{'do':'sleep'}");
      var next = invoke(hurried, "{'do':'context'}");

      assertThat(slow.result()).isEqualTo(new TimedOut(limit));
      assertThat(slow.duration()).isGreaterThanOrEqualTo(limit);
      assertThat(slow.report()).contains("Status: timeout");
      assertThat(next.isCold()).isTrue();
    }
  }

  @Test
  void tells_how_a_process_died_and_starts_afresh() {
    var died = endEnvironment();
    var next = invoke("{'do':'context'}");

    var crashed = (Crashed) died.result();
    assertThat(crashed.exitCode()).isEqualTo(7);
    assertThat(crashed.lastOutput()).endsWith("about to leave");
    assertThat(next.result()).isInstanceOf(Succeeded.class);
    assertThat(next.isCold()).isTrue();
  }

  @Test
  void an_environment_that_is_killed_crashes_its_invocation_and_is_replaced() throws Exception {
    var dying = CompletableFuture.supplyAsync(() -> invoke("{'do':'sleep'}"));
    while (!lambda.killEnvironment()) {
      Thread.onSpinWait();
    }
    var next = invoke("{'do':'context'}");

    var crashed = (Crashed) dying.get().result();
    assertThat(crashed.exitCode()).isEqualTo(128 + 9);
    assertThat(next.result()).isInstanceOf(Succeeded.class);
    assertThat(next.isCold()).isTrue();
    assertThat(lambda.isInvoked()).isFalse();
  }

  @Test
  void attributes_every_log_line_to_the_invocation_that_wrote_it() {
    for (var word : List.of("red", "green", "blue")) {
      var invocation = invoke("{'do':'log','line':'%s'}".formatted(word));

      assertThat(invocation.logLines())
          .endsWith(word + " to stdout", word + " to stderr", word + " to the logger");
      assertThat(log)
          .containsSubsequence(
              "START RequestId: %s Version: $LATEST".formatted(invocation.requestId()),
              word + " to stdout",
              word + " to stderr",
              word + " to the logger",
              "END RequestId: " + invocation.requestId(),
              invocation.report());
    }
  }

  @Test
  void an_answer_of_more_than_6_mb_is_a_function_error() {
    var largest = invoke("{'do':'answer-bytes','count':'%d'}".formatted(6 * 1024 * 1024 - 8));
    var tooLarge = invoke("{'do':'answer-bytes','count':'%d'}".formatted(6 * 1024 * 1024 + 100));

    assertThat(largest.result()).isInstanceOf(Succeeded.class);
    assertThat(tooLarge.result())
        .isInstanceOfSatisfying(
            FailedInHandler.class,
            failure -> assertThat(failure.errorType()).isEqualTo("Function.ResponseSizeTooLarge"));
    assertThat(invoke("{'do':'context'}").result()).isInstanceOf(Succeeded.class);
  }

  private Invocation endEnvironment() {
    return invoke("{'do':'exit','code':'7'}");
  }

  private static JsonNode answer(Invocation invocation) {
    return JsonMapper.shared().readTree(((Succeeded) invocation.result()).response().bytes());
  }

  private Invocation invoke(String event) {
    return invoke(lambda, event);
  }

  private static Invocation invoke(LocalLambda function, String event) {
    return function.invoke(event.replace('\'', '"').getBytes(UTF_8));
  }
}
