package dev.logferry.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.localstack.cloudwatch.filter.FilterPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The template's filter patterns take the lines that their names promise, of real ECS lines: those
 * of each file in src/test/resources/lines, and of the payloads in events.
 */
class ForwardedLinesTest {

  private static final Set<String> WARNINGS_AND_WORSE = Set.of("WARN", "ERROR", "FATAL");
  private static final Set<String> ERRORS_AND_WORSE = Set.of("ERROR", "FATAL");

  /** Read without a JSON parser, so that pattern and expectation do not share a mistake. */
  private static final Pattern LEVEL =
      Pattern.compile("\"log(?:\\.level\"|\"\\s*:\\s*\\{[^}]*\"level\")\\s*:\\s*\"(\\w+)\"");

  private static final String WARNINGS = pattern(Deployment.DIRECT);
  private static final String ERRORS = pattern(Deployment.KINESIS);
  private static final String EVERYTHING = pattern(Deployment.FIREHOSE);

  static List<Path> files() throws IOException {
    try (Stream<Path> files =
        Files.list(Templates.ROOT.resolve("deployment/src/test/resources/lines"))) {
      return files.toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void each_choice_takes_the_levels_that_it_names(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);

    assertThat(lines).hasSizeGreaterThan(1);
    assertChosen(WARNINGS, WARNINGS_AND_WORSE, lines);
    assertChosen(ERRORS, ERRORS_AND_WORSE, lines);
    assertThat(lines).allMatch(FilterPattern.parse(EVERYTHING)::matches);
  }

  /** The lines of the project's own payloads: ECS, other JSON, texts, cut lines. */
  @Test
  void of_the_payloads_in_events_it_takes_ecs_levels() throws IOException {
    List<String> lines = payloadLines();

    assertChosen(WARNINGS, WARNINGS_AND_WORSE, lines);
    assertThat(lines.stream().filter(FilterPattern.parse(WARNINGS)::matches)).isNotEmpty();
    assertThat(lines.stream().filter(line -> !FilterPattern.parse(WARNINGS).matches(line)))
        .isNotEmpty();
  }

  /** As loggers write that do not use ecs-logging's own encoders. */
  @Test
  void nested_levels_are_taken_as_well() {
    FilterPattern pattern = FilterPattern.parse(WARNINGS);

    assertThat(pattern.matches("{\"log.level\":\"WARN\",\"message\":\"flat\"}")).isTrue();
    assertThat(pattern.matches("{\"log\":{\"level\":\"ERROR\"},\"message\":\"nested\"}")).isTrue();
    assertThat(pattern.matches("{\"log\":{\"level\":\"INFO\"},\"message\":\"nested\"}")).isFalse();
  }

  /** Whatever form the lines of a log group have. */
  @Test
  void by_default_everything_is_forwarded() {
    assertThat(pattern(Deployment.FIVE_VALUES)).isEmpty();
  }

  /** The policy is a JSON document. */
  @Test
  void a_pattern_with_quotation_marks_reaches_the_account_s_policy_unchanged() {
    String policy =
        Deployment.ACCOUNT
            .of(Templates.expanded())
            .resource("AccountSubscription")
            .text("/PolicyDocument");

    assertThat(JsonMapper.shared().readTree(policy).path("FilterPattern").asString())
        .isEqualTo(Deployment.ACCOUNT.parameters().get("FilterPattern"))
        .contains("\"", "\\");
  }

  private static void assertChosen(String pattern, Set<String> levels, List<String> lines) {
    FilterPattern filter = FilterPattern.parse(pattern);
    for (String line : lines) {
      Matcher level = LEVEL.matcher(line);
      boolean wanted = level.find() && levels.contains(level.group(1)) && line.endsWith("}");
      assertThat(filter.matches(line)).as(line).isEqualTo(wanted);
    }
  }

  private static String pattern(Deployment deployment) {
    return deployment
        .of(Templates.expanded())
        .resource("LogGroupSubscription1")
        .text("/FilterPattern");
  }

  private static List<String> payloadLines() throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(Templates.ROOT.resolve("events/cloudwatch"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".payload.json")).toList()) {
        for (JsonNode event : JsonMapper.shared().readTree(file.toFile()).path("logEvents")) {
          JsonNode message = event.path("message");
          lines.add(message.isString() ? message.asString() : message.toString());
        }
      }
    }
    return lines;
  }
}
