package dev.logferry.api.logging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.api.settings.LogSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LineEncoderTest {

  private final CapturedLog log = new CapturedLog();

  @Test
  void says_who_when_and_what() {
    log.logger("dev.logferry.api.Some").warn("Cache of {} cleared", "products");

    JsonNode line = log.json();
    assertThat(List.copyOf(line.propertyNames()))
        .containsExactly(
            "@timestamp",
            "log.level",
            "message",
            "ecs.version",
            "process.thread.name",
            "log.logger",
            "service.name",
            "service.version",
            "service.environment");
    assertThat(line.get("log.level").asString()).isEqualTo("WARN");
    assertThat(line.get("message").asString()).isEqualTo("Cache of products cleared");
    assertThat(line.get("log.logger").asString()).isEqualTo("dev.logferry.api.Some");
    assertThat(line.get("service.version").asString()).isEqualTo("1.4.2");
    assertThat(line.get("service.environment").asString()).isEqualTo("production");
    assertThat(EcsLoggingSpec.violations(log.line())).isEmpty();
  }

  @Test
  void has_no_environment_if_none_is_set() {
    CapturedLog other =
        new CapturedLog(
            new LogSettings(LogSettings.Level.INFO, "api", "1", Optional.empty()),
            LineEncoder.MAX_LINE_BYTES);

    other.logger("dev.logferry.x").info("hello");

    assertThat(other.json().has("service.environment")).isFalse();
    assertThat(other.json().get("service.name").asString()).isEqualTo("api");
  }

  @Test
  void says_in_each_line_that_the_name_of_the_service_was_cut() {
    CapturedLog other =
        new CapturedLog(
            new LogSettings(LogSettings.Level.INFO, "香".repeat(300), "1", Optional.empty()),
            LineEncoder.MAX_LINE_BYTES);

    other.logger("dev.logferry.x").info("first");
    other.logger("dev.logferry.x").info("second");

    assertThat(other.lines())
        .hasSize(2)
        .allSatisfy(
            line ->
                assertThat(new String(line, StandardCharsets.UTF_8))
                    .contains(BoundedEvent.CUT)
                    .contains("\"labels.truncated\":\"service.name\""));
  }

  @Test
  void numbers_and_truth_values_of_pairs_stay_what_they_are() {
    log.logger("x")
        .atInfo()
        .addKeyValue("event.duration", 12L)
        .addKeyValue("http.response.status_code", 200)
        .addKeyValue("event.risk_score", 0.5)
        .addKeyValue("tls.established", true)
        .addKeyValue("event.category", List.of("web", "database"))
        .addKeyValue("url.path", Optional.of("/v1"))
        .addKeyValue("url.query", Optional.empty())
        .addKeyValue("event.reason", (Object) null)
        .addKeyValue("event.risk_score_norm", Double.NaN)
        .log("pairs");

    JsonNode line = log.json();
    assertThat(line.get("event.duration").isIntegralNumber()).isTrue();
    assertThat(line.get("http.response.status_code").intValue()).isEqualTo(200);
    assertThat(line.get("event.risk_score").doubleValue()).isEqualTo(0.5);
    assertThat(line.get("tls.established").isBoolean()).isTrue();
    assertThat(line.get("event.category")).extracting(JsonNode::asString).contains("database");
    assertThat(line.get("url.path").asString()).isEqualTo("/v1");
    assertThat(line.get("event.risk_score_norm").asString()).isEqualTo("NaN");
    assertThat(List.copyOf(line.propertyNames())).doesNotContain("url.query", "event.reason");
  }

  @Test
  void keys_that_are_no_fields_become_labels() {
    log.logger("x")
        .atInfo()
        .addKeyValue("rows", 5)
        .addKeyValue("Batch.size", 7)
        .addKeyValue("message", "mine")
        .addKeyValue("labels.a.b", "dotted")
        .addKeyValue("parts", List.of(1, 2))
        .addKeyValue("log.level", "mine")
        .addKeyValue("", "nameless")
        .addKeyValue(null, "null")
        .log("pairs");

    JsonNode line = log.json();
    assertThat(line.get("labels.rows").intValue()).isEqualTo(5);
    assertThat(line.get("labels.Batch_size").intValue()).isEqualTo(7);
    assertThat(line.get("labels.a_b").asString()).isEqualTo("dotted");
    assertThat(line.get("labels.parts").asString()).isEqualTo("[1, 2]");
    assertThat(line.get("labels.message").asString()).isEqualTo("mine");
    assertThat(line.get("labels.log_level").asString()).isEqualTo("mine");
    assertThat(line.get("labels._").asString()).isEqualTo("nameless");
    assertThat(line.get("labels.null").asString()).isEqualTo("null");
    assertThat(line.get("message").asString()).isEqualTo("pairs");
  }

  @Test
  void the_first_of_two_pairs_of_one_name_counts() {
    log.logger("x").atInfo().addKeyValue("a.b", 1).addKeyValue("a.b", 2).log("twice");

    assertThat(EcsLoggingSpec.violations(log.line())).isEmpty();
    assertThat(log.json().get("a.b").intValue()).isEqualTo(1);
  }

  @Test
  void a_value_whose_text_fails_costs_the_line_its_content_but_not_the_line() {
    Object failing =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("no text");
          }
        };

    log.logger("x").atInfo().addKeyValue("a.b", failing).log("still logged");

    assertThat(log.json().get("message").asString()).contains("IllegalStateException");
    assertThat(EcsLoggingSpec.violations(log.line())).isEmpty();
  }

  @Test
  void an_error_has_type_message_and_stack_trace() {
    Exception thrown = new IllegalStateException("outer", new ArithmeticException("inner"));
    thrown.addSuppressed(new RuntimeException("on closing"));

    log.logger("x").error("failed", thrown);

    JsonNode line = log.json();
    assertThat(line.get("error.type").asString()).isEqualTo("java.lang.IllegalStateException");
    assertThat(line.get("error.message").asString()).isEqualTo("outer");
    assertThat(line.get("error.stack_trace").asString())
        .startsWith("java.lang.IllegalStateException: outer\n\tat dev.logferry.api.logging.Line")
        .contains("\n\tSuppressed: java.lang.RuntimeException: on closing\n\t\t")
        .contains("\nCaused by: java.lang.ArithmeticException: inner\n");
    assertThat(line.has("labels.truncated")).isFalse();
  }

  @Test
  void a_long_stack_trace_keeps_its_beginning_and_its_root_cause() {
    Exception cause = deepAs("dev.logferry.Cause", 700);
    Exception thrown = new IllegalStateException("outer", new RuntimeException("middle", cause));
    thrown.setStackTrace(frames("dev.logferry.Outer", 600));

    log.logger("x").error("failed", thrown);

    String trace = log.json().get("error.stack_trace").asString();
    assertThat(trace)
        .startsWith("java.lang.IllegalStateException: outer\n\tat dev.logferry.Outer.call0(")
        .contains(BoundedEvent.CUT)
        .endsWith("at dev.logferry.Cause.call699(File.java:699)\n");
    assertThat(log.json().get("labels.truncated").asString()).isEqualTo("error.stack_trace");
    assertThat(log.line().length).isBetween(6_000, LineEncoder.MAX_LINE_BYTES);
  }

  @Test
  void a_long_chain_of_causes_keeps_its_ends() {
    Throwable thrown = new IllegalArgumentException("the root cause");
    for (int depth = 0; depth < 400; depth++) {
      thrown = new IllegalStateException("depth " + depth, thrown);
    }

    log.logger("x").error("failed", thrown);

    assertThat(log.json().get("error.stack_trace").asString())
        .startsWith("java.lang.IllegalStateException: depth 399\n")
        .contains("Caused by: java.lang.IllegalArgumentException: the root cause\n");
    assertThat(EcsLoggingSpec.violations(log.line())).isEmpty();
  }

  @Test
  void a_circle_of_causes_ends() {
    Exception one = new Exception("one");
    Exception other = new Exception("other", one);
    var _ = one.initCause(other);

    log.logger("x").error("failed", one);

    assertThat(log.json().get("error.stack_trace").asString())
        .contains("Caused by: java.lang.Exception: other\n", "CIRCULAR REFERENCE");
  }

  @Test
  void a_message_of_megabytes_is_cut_and_says_so() {
    log.logger("x").info("é\"".repeat(1_000_000));

    JsonNode line = log.json();
    assertThat(line.get("message").asString()).contains(BoundedEvent.CUT).startsWith("é\"é\"");
    assertThat(line.get("labels.truncated").asString()).isEqualTo("message");
    assertThat(EcsLoggingSpec.violations(log.line())).isEmpty();
  }

  @Test
  void nothing_that_is_logged_can_end_a_line_or_reach_a_terminal() {
    log.logger("x").info("a\r\nb\u001B[2Jc\u2028d\u0000e\u009B1mf\uD800g\u202Eh\u0085i\rj");

    assertThat(EcsLoggingSpec.violations(log.line())).isEmpty();
    assertThat(log.json().get("message").asString())
        .isEqualTo("a\uFFFD\nb\uFFFD[2Jc\uFFFDd\uFFFDe\uFFFD1mf\uFFFDg\uFFFDh\uFFFDi\uFFFDj");
  }

  @Test
  void the_trace_is_in_each_line_while_its_scope_is_open() {
    log.context().getMDCAdapter().put("trace.id", "0af7651916cd43dd8448eb211c80319c");
    log.logger("x").atInfo().addKeyValue("trace.id", "another").log("in a request");

    assertThat(log.json().get("trace.id").asString()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
  }

  @Test
  void a_line_that_is_too_long_is_cut_further_until_it_fits() {
    CapturedLog narrow = new CapturedLog(CapturedLog.SETTINGS, 1_500);

    narrow.logger("x").error("m".repeat(3_000), new Exception("e".repeat(3_000)));

    assertThat(narrow.line().length).isLessThan(1_500);
    assertThat(narrow.json().get("message").asString()).startsWith("mmm");
    assertThat(narrow.json().get("error.message").asString()).startsWith("eee");
    assertThat(EcsLoggingSpec.violations(narrow.line())).isEmpty();
  }

  @Test
  void libraries_stay_at_info_whatever_our_own_level_is() {
    log.logger("io.helidon.webserver").debug("GET /v1/products?query=personal");
    log.logger("dev.logferry.api").debug("ours");

    assertThat(log.json().get("message").asString()).isEqualTo("ours");
  }

  @Test
  void threads_do_not_mix_their_lines() throws InterruptedException {
    List<Thread> threads =
        IntStream.range(0, 8)
            .mapToObj(number -> Thread.ofVirtual().start(() -> logHundred(number)))
            .toList();
    for (Thread thread : threads) {
      assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
    }

    assertThat(log.lines())
        .hasSize(800)
        .allSatisfy(line -> assertThat(EcsLoggingSpec.violations(line)).isEmpty());
  }

  private void logHundred(int number) {
    for (int line = 0; line < 100; line++) {
      log.logger("x").info("thread {} line {} {}", number, line, "x".repeat(3_000));
    }
  }

  private static Exception deepAs(String type, int frames) {
    Exception thrown = new Exception("deep");
    thrown.setStackTrace(frames(type, frames));
    return thrown;
  }

  private static StackTraceElement[] frames(String type, int count) {
    StackTraceElement[] frames = new StackTraceElement[count];
    Arrays.setAll(frames, i -> new StackTraceElement(type, "call" + i, "File.java", i));
    return frames;
  }
}
