package dev.logferry.localstack.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.logferry.localstack.lambda.AsyncOutcome.Delivered;
import dev.logferry.localstack.lambda.AsyncOutcome.GivenUp;
import dev.logferry.localstack.lambda.function.Obedient;
import dev.logferry.localstack.lambda.onfailure.OnFailureCondition;
import dev.logferry.localstack.lambda.onfailure.OnFailureDestination;
import dev.logferry.localstack.lambda.onfailure.OnFailureRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AsyncInvocationIT {
  private static final AsyncSettings HURRIED =
      AsyncSettings.DEFAULT.withRetryWaits(Duration.ofMillis(5), Duration.ofMillis(10));
  private static final String THROW = "{\"do\":\"throw\",\"message\":\"no\"}";

  private static Path taskRoot;

  private final List<OnFailureRecord> records = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void makeTaskRoot(@TempDir Path folder) {
    taskRoot = TaskRoot.in(folder);
  }

  @Test
  void an_event_that_fails_three_times_is_given_up_with_a_record() {
    try (var lambda = lambda(HURRIED)) {
      var invocation = lambda.invokeAsync(THROW.getBytes(UTF_8));

      var outcome = (GivenUp) invocation.outcome().join();
      assertThat(outcome.condition()).isEqualTo(OnFailureCondition.RETRIES_EXHAUSTED);
      assertThat(outcome.attempts())
          .hasSize(3)
          .allMatch(attempt -> attempt.requestId().equals(invocation.requestId()));
      assertThat(records)
          .singleElement()
          .satisfies(
              record -> {
                assertThat(record.requestId()).isEqualTo(invocation.requestId());
                assertThat(record.approximateInvokeCount()).isEqualTo(3);
                assertThat(record.requestPayload()).isEqualTo(Payload.of(THROW));
                assertThat(record.responsePayload().orElseThrow().text())
                    .contains("\"errorMessage\":\"no\"", "IllegalStateException");
              });
    }
  }

  @Test
  void an_event_that_succeeds_the_second_time_leaves_no_record(@TempDir Path folder) {
    var event = "{\"do\":\"fail-once\",\"file\":\"%s\"}".formatted(folder.resolve("tried"));
    try (var lambda = lambda(HURRIED)) {
      var outcome = lambda.invokeAsync(event.getBytes(UTF_8)).outcome().join();

      assertThat(outcome).isInstanceOf(Delivered.class);
      assertThat(outcome.attempts()).hasSize(2);
      assertThat(outcome.attempts().getLast().answer().text()).contains("second");
      assertThat(records).isEmpty();
    }
  }

  @Test
  void a_function_without_retries_is_tried_once() {
    try (var lambda = lambda(HURRIED.withMaximumRetryAttempts(0))) {
      var outcome = lambda.invokeAsync(THROW.getBytes(UTF_8)).outcome().join();

      assertThat(outcome.attempts()).hasSize(1);
      assertThat(records).hasSize(1);
    }
  }

  @Test
  void an_event_that_grew_too_old_is_not_tried_again() {
    var hurried = HURRIED.withMaximumEventAge(Duration.ofSeconds(60)).withClock(stepsOfSeconds(40));
    try (var lambda = lambda(hurried)) {
      var outcome = (GivenUp) lambda.invokeAsync(THROW.getBytes(UTF_8)).outcome().join();

      assertThat(outcome.condition()).isEqualTo(OnFailureCondition.EVENT_AGE_EXCEEDED);
      assertThat(outcome.attempts()).hasSize(1);
      assertThat(records)
          .extracting(OnFailureRecord::condition, OnFailureRecord::approximateInvokeCount)
          .containsExactly(tuple(OnFailureCondition.EVENT_AGE_EXCEEDED, 1));
    }
  }

  @Test
  void a_destination_that_cannot_keep_the_record_is_reported() {
    OnFailureDestination broken =
        _ -> {
          throw new IOException("bucket is gone");
        };
    var settings = HURRIED.withMaximumRetryAttempts(0);
    try (var lambda = LocalLambda.start(function(), settings.withOnFailure(broken), _ -> {})) {
      var outcome = lambda.invokeAsync(THROW.getBytes(UTF_8)).outcome();

      assertThatThrownBy(outcome::join)
          .isInstanceOf(CompletionException.class)
          .hasRootCauseMessage("bucket is gone");
    }
  }

  @Test
  void closing_ends_the_wait_for_a_retry() throws InterruptedException {
    var firstAttemptEnded = new CountDownLatch(1);
    var lambda =
        LocalLambda.start(
            function(),
            AsyncSettings.DEFAULT,
            line -> {
              if (line.startsWith("REPORT")) {
                firstAttemptEnded.countDown();
              }
            });
    var outcome = lambda.invokeAsync(THROW.getBytes(UTF_8)).outcome();
    firstAttemptEnded.await();

    lambda.close();

    assertThatThrownBy(outcome::join).isInstanceOf(CompletionException.class);
    assertThatThrownBy(() -> lambda.invokeAsync(THROW.getBytes(UTF_8)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'async' was closed");
  }

  private LocalLambda lambda(AsyncSettings settings) {
    return LocalLambda.start(function(), settings.withOnFailure(records::add), _ -> {});
  }

  private static FunctionSettings function() {
    return FunctionSettings.of("async", Obedient.class.getName(), taskRoot)
        .withTimeout(Duration.ofMinutes(5));
  }

  /** A clock that is so much later each time one looks. */
  private static InstantSource stepsOfSeconds(int seconds) {
    var looks = new AtomicInteger();
    return () -> Instant.EPOCH.plusSeconds((long) seconds * looks.getAndIncrement());
  }
}
