package dev.logferry.forwarder.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.document.ExplainedMapping.Explained;
import dev.logferry.forwarder.document.line.LineExamples;
import dev.logferry.forwarder.document.line.LineExamples.Example;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each format is recognised by its example, and finds in it what it says it finds. */
class LineFormatsTest {

  /** Lines of these say no time of their own. */
  private static final Set<String> WITHOUT_TIME =
      Set.of(
          "Lambda: its own lines",
          "Lambda: a failed invocation",
          ".NET: console",
          "Go: a panic",
          "Exceptions that nobody caught",
          "A level");

  /** Lines of these are no errors. */
  private static final Set<String> WITHOUT_LEVEL =
      Set.of(
          "Lambda: its own lines",
          "Lambda: platform events in JSON",
          "AWS CloudTrail",
          "Kubernetes audit",
          "Amazon EventBridge",
          "Amazon API Gateway: access log",
          "AWS WAF",
          "Amazon Route 53 Resolver",
          "nginx, Apache: access log",
          "Envoy",
          "Go: gin",
          "Go: log with file and line");

  private static final Set<String> OTHER_LEVEL =
      Set.of(
          ".NET: Serilog, compact and rendered",
          "Redis",
          "Redis: warnings",
          "Redis: verbose",
          "Go: a panic");

  private final ExplainedMapping mapping = new ExplainedMapping();

  static List<Example> examples() {
    return LineExamples.all();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void an_example_is_recognised_and_fills_its_fields(Example example) {
    Explained document = mapping.map(example.line());

    assertThat(document.format()).startsWith(example.title());
    assertThat(document.at("message")).isNotBlank();
    if (!WITHOUT_TIME.contains(example.title())) {
      assertThat(document.at("@timestamp")).startsWith("2026-11-28T2").doesNotContain(":05.000Z");
      assertThat(document.sources().getOrDefault("@timestamp", ""))
          .isNotEqualTo("CloudWatch's time");
    }
    if (WITHOUT_LEVEL.contains(example.title())) {
      assertThat(document.at("log.level")).isEmpty();
    } else if (!OTHER_LEVEL.contains(example.title())) {
      assertThat(document.at("log.level")).isEqualTo("ERROR");
    }
    assertThat(document.at("logferry.displaced")).isEmpty();
  }
}
