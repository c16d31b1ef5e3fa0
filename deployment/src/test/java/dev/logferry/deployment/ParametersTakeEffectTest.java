package dev.logferry.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * After a deployment that changes only a parameter, that parameter is in effect on each function:
 * the template is transformed by SAM and resolved with two values, and what is invoked has to
 * differ.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParametersTakeEffectTest {

  private static final String NO_SAM =
      "not verified: python3 with aws-sam-translator and PyYAML is not installed here";

  /** Parameters that no function depends on, and what depends on them instead. */
  private static final Map<String, String> REACH_NO_FUNCTION =
      Map.ofEntries(
          Map.entry("LogGroups", "subscriptions"),
          Map.entry("ForwardedEvents", "subscriptions"),
          Map.entry("FilterPattern", "subscriptions"),
          Map.entry("ExcludedLogGroups", "subscriptions"),
          Map.entry("BufferSeconds", "delivery stream"),
          Map.entry("RedriveMinutes", "schedule"),
          Map.entry("AlarmEmail", "monitoring"),
          Map.entry("UndeliveredAgeAlarmSeconds", "monitoring"),
          Map.entry("LagAlarmSeconds", "monitoring"),
          Map.entry("CertificateAlarmDays", "monitoring"),
          Map.entry("EventsMissingAlarm", "monitoring"));

  /**
   * A deployment with some values of the parameters.
   *
   * @param functions as in {@code invoked}, but of each function as the template describes it
   * @param invoked see {@link InvokedFunctions#described}
   */
  private record Deployed(Map<String, String> functions, Map<String, String> invoked) {

    static Deployed of(JsonNode template, Map<String, String> parameters) {
      Stack stack = new Stack(template, parameters, Templates::nested);
      return new Deployed(
          functionsOf(template, stack), new InvokedFunctions(template, stack).described());
    }
  }

  /** A deployment with its own values, and with another value of one parameter. */
  private record Change(String parameter, Deployment deployment, Deployed before, Deployed after) {

    /** Whether any function, or anything that one depends on, would be different. */
    boolean reachesAFunction() {
      return !before.functions().equals(after.functions());
    }
  }

  private final List<Change> changes = new ArrayList<>();

  static Set<String> parametersThatReachAFunction() {
    JsonNode template = Templates.expanded();
    Set<String> parameters = new TreeSet<>();
    template
        .path("Resources")
        .properties()
        .forEach(
            one -> {
              if (one.getValue().path("Type").asString().equals("AWS::Lambda::Function")) {
                parameters.addAll(InvokedFunctions.parametersOf(template, one.getKey()));
              }
            });
    return parameters;
  }

  /** All in one run of Python, which takes most of its time to load the translator. */
  @BeforeAll
  void transform() {
    Set<String> parameters = parametersThatReachAFunction();
    List<Map<String, String>> sets = new ArrayList<>();
    for (Deployment deployment : Deployment.values()) {
      sets.add(deployment.parameters());
      for (String parameter : parameters) {
        sets.add(changed(deployment, parameter));
      }
    }
    Optional<List<ObjectNode>> transformed = Templates.transformed(sets);
    if (transformed.isEmpty()) {
      return;
    }
    var next = transformed.get().iterator();
    for (Deployment deployment : Deployment.values()) {
      Deployed before = Deployed.of(next.next(), deployment.parameters());
      for (String parameter : parameters) {
        Deployed after = Deployed.of(next.next(), changed(deployment, parameter));
        changes.add(new Change(parameter, deployment, before, after));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("parametersThatReachAFunction")
  void another_value_changes_what_is_invoked(String parameter) {
    assumeTrue(!changes.isEmpty(), NO_SAM);
    List<Change> reaching =
        changes.stream()
            .filter(change -> change.parameter().equals(parameter))
            .filter(Change::reachesAFunction)
            .toList();

    assertThat(reaching).as("deployments in which %s reaches a function", parameter).isNotEmpty();
    assertThat(reaching)
        .allSatisfy(
            change ->
                assertThat(change.after().invoked())
                    .as("%s in %s", parameter, change.deployment())
                    .isNotEqualTo(change.before().invoked()));
  }

  /**
   * What this test is for: with an alias, SAM names the version by a hash of the template's text,
   * in which a reference to a parameter looks the same whatever its value. No new version is
   * published, and the old one keeps the old value.
   *
   * @see <a href="https://github.com/aws/serverless-application-model/issues/3820">SAM issue
   *     3820</a>
   */
  @Test
  void an_alias_would_keep_the_old_value(@TempDir Path folder) throws IOException {
    assumeTrue(!changes.isEmpty(), NO_SAM);
    String alias = "      AutoPublishAlias: live\n      AutoPublishAliasAllProperties: true\n";
    String withAlias =
        Templates.read("template.yaml")
            .replaceFirst("(      Timeout: 120\n)", "$1" + alias)
            .replace("- !GetAtt ForwardFunction.Arn", "- !Ref ForwardFunction.Alias");
    Path template = Files.writeString(folder.resolve("template.yaml"), withAlias);
    Deployment deployment = Deployment.FIVE_VALUES;

    List<ObjectNode> transformed =
        Templates.transformed(
                template, List.of(deployment.parameters(), changed(deployment, "MinimumLevel")))
            .orElseThrow();
    Deployed before = Deployed.of(transformed.getFirst(), deployment.parameters());
    Deployed after = Deployed.of(transformed.getLast(), changed(deployment, "MinimumLevel"));

    String subscription = "LogGroupSubscription1";
    assertThat(after.functions()).isNotEqualTo(before.functions());
    assertThat(withoutRedrive(before.invoked()))
        .isEqualTo(withoutRedrive(after.invoked()))
        .allSatisfy((invoker, function) -> assertThat(invoker).startsWith(subscription));
  }

  private static Map<String, String> withoutRedrive(Map<String, String> invoked) {
    Map<String, String> others = new TreeMap<>(invoked);
    others.keySet().removeIf(invoker -> invoker.startsWith("Redrive"));
    return others;
  }

  @Test
  void the_other_parameters_are_known_with_what_depends_on_them() {
    Set<String> others = new TreeSet<>(Templates.source().path("Parameters").propertyNames());
    others.removeAll(parametersThatReachAFunction());

    assertThat(others).isEqualTo(new TreeSet<>(REACH_NO_FUNCTION.keySet()));
  }

  /** Those that reach no function, too: none is left that does nothing. */
  @Test
  void every_parameter_changes_some_resource() {
    JsonNode template = Templates.expanded();
    for (String parameter : Templates.source().path("Parameters").propertyNames()) {
      assertThat(Deployment.values())
          .as(parameter)
          .anyMatch(
              deployment ->
                  !new Stack(template, deployment.parameters(), Templates::nested)
                      .resources()
                      .equals(
                          new Stack(template, changed(deployment, parameter), Templates::nested)
                              .resources()));
    }
  }

  private static Map<String, String> functionsOf(JsonNode template, Stack stack) {
    Set<String> existing = new TreeSet<>();
    stack.resources().forEach(resource -> existing.add(resource.id()));
    Map<String, String> functions = new TreeMap<>();
    for (Resource function : Functions.ofOurs(stack)) {
      StringBuilder described = new StringBuilder(function.properties().toString());
      for (String id : InvokedFunctions.referredBy(template, function.id())) {
        described.append(existing.contains(id) ? stack.resource(id).properties().toString() : "");
      }
      functions.put(function.id(), described.toString());
    }
    return functions;
  }

  private static Map<String, String> changed(Deployment deployment, String parameter) {
    Map<String, String> values = deployment.parameters();
    JsonNode definition = Templates.source().path("Parameters").path(parameter);
    String value = values.getOrDefault(parameter, definition.path("Default").asString(""));
    values.put(parameter, OtherValue.than(value, parameter, definition));
    return values;
  }
}
