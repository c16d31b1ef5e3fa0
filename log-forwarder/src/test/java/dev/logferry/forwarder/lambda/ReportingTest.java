package dev.logferry.forwarder.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.api.client.logging.LambdaContextLogger;
import com.amazonaws.services.lambda.runtime.api.client.logging.LogSink;
import com.amazonaws.services.lambda.runtime.logging.LogFormat;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.logferry.forwarder.Ledger;
import dev.logferry.forwarder.Outcome;
import dev.logferry.forwarder.bulk.Traffic;
import dev.logferry.forwarder.report.OldestEvent;
import dev.logferry.forwarder.report.Summary;
import dev.logferry.forwarder.testing.EmbeddedMetricFormat;
import dev.logferry.forwarder.testing.TestContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReportingTest {

  private static final Summary SUMMARY =
      new Summary(
          Ledger.NOTHING_RECEIVED,
          "",
          List.of(),
          new Summary.Causes(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of()),
          Set.of(),
          0,
          1,
          100,
          Traffic.NONE,
          OldestEvent.NONE);

  private final Reporting reporting =
      new Reporting(Clock.fixed(Instant.ofEpochMilli(1_795_341_605_000L), ZoneOffset.UTC));

  /** Runs through the class that Lambda's own runtime client gives a handler as its logger. */
  @ParameterizedTest
  @EnumSource(LogFormat.class)
  void a_line_reaches_cloudwatch_unchanged_in_every_log_format(LogFormat format) {
    Written written = new Written();

    reporting.of(
        contextWith(new LambdaContextLogger(written, LogLevel.ERROR, format)), () -> SUMMARY);

    assertThat(written.lines).hasSize(1);
    assertThat(EmbeddedMetricFormat.violations(written.lines.getFirst().strip())).isEmpty();
  }

  /** The reason for logging bytes. When this changes, it is no longer one. */
  @Test
  void a_string_would_be_wrapped_in_the_json_format_and_its_metrics_lost() {
    Written written = new Written();

    new LambdaContextLogger(written, LogLevel.INFO, LogFormat.JSON)
        .log("{\"_aws\":{}}", LogLevel.INFO);

    assertThat(written.lines.getFirst()).contains("\"message\":\"{\\\"_aws\\\":{}}\"");
  }

  @Test
  void an_error_of_the_jvm_is_counted_and_goes_on_to_lambda() {
    TestContext context = new TestContext(Duration.ofSeconds(60));

    assertThatThrownBy(
            () ->
                reporting.of(
                    context,
                    () -> {
                      throw new StackOverflowError("CANARY");
                    }))
        .isInstanceOf(StackOverflowError.class);
    assertThat(context.log().getFirst())
        .contains("\"FailedInvocations\":1", "java.lang.StackOverflowError")
        .doesNotContain("CANARY");
  }

  @Test
  void events_in_no_count_are_a_metric_which_is_absent_otherwise() {
    TestContext context = new TestContext(Duration.ofSeconds(60));

    assertThatThrownBy(
            () ->
                reporting.of(
                    context,
                    () -> {
                      new Ledger(7, Map.of(Outcome.INDEXED, 2, Outcome.RETURNED, 1));
                      return SUMMARY;
                    }))
        .isInstanceOf(ForwardingFailed.class);
    reporting.of(context, () -> SUMMARY);

    assertThat(context.log().getFirst())
        .contains("\"EventsUnaccounted\":4", "\"FailedInvocations\":1")
        .satisfies(line -> assertThat(EmbeddedMetricFormat.violations(line.strip())).isEmpty());
    assertThat(context.log().getLast()).doesNotContain("EventsUnaccounted");
  }

  @Test
  void a_context_that_names_no_function_still_gets_its_metrics() {
    Written written = new Written();
    TestContext nameless =
        new TestContext(Duration.ofSeconds(60)) {
          @Override
          @SuppressWarnings("NullAway") // what the runtime client does without its environment
          public @Nullable String getFunctionName() {
            return null;
          }

          @Override
          public LambdaLogger getLogger() {
            return new LambdaContextLogger(written, LogLevel.INFO, LogFormat.TEXT);
          }
        };

    reporting.of(nameless, () -> SUMMARY);

    assertThat(written.lines.getFirst()).contains("\"FunctionName\":\"unknown\"");
  }

  private static TestContext contextWith(LambdaLogger logger) {
    return new TestContext(Duration.ofSeconds(60)) {
      @Override
      public LambdaLogger getLogger() {
        return logger;
      }
    };
  }

  private static final class Written implements LogSink {

    final List<String> lines = new ArrayList<>();

    @Override
    public void log(byte[] message) {
      lines.add(new String(message, StandardCharsets.UTF_8));
    }

    @Override
    public void log(LogLevel level, LogFormat format, byte[] message) {
      log(message);
    }

    @Override
    public void close() {}
  }
}
