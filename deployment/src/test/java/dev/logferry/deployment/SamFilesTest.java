package dev.logferry.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What SAM reads beside the template fits it. */
class SamFilesTest {

  private static final Pattern OVERRIDE = Pattern.compile("(?m)^  \"(\\w+)=(.*)\",$");
  private static final Pattern LOCAL_EVENT =
      Pattern.compile("sam local invoke (\\w+) -e (events/\\S+)");
  private static final Pattern LINE_OF_OVERRIDE = Pattern.compile("(?m)^  \"");

  @Test
  void samconfig_sets_parameters_that_there_are_to_values_that_they_take() {
    JsonNode parameters = Templates.source().path("Parameters");
    Map<String, String> overrides = overrides();

    assertThat(parameters.propertyNames()).containsAll(overrides.keySet());
    overrides.forEach(
        (name, value) ->
            assertThat(value)
                .as(name)
                .matches(parameters.path(name).path("AllowedPattern").asString("(?s).*")));
  }

  @Test
  void samconfig_sets_each_parameter_without_a_default() {
    Set<String> needed =
        Templates.source().path("Parameters").properties().stream()
            .filter(parameter -> !parameter.getValue().has("Default"))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());

    assertThat(overrides().keySet()).containsAll(needed);
  }

  @Test
  void the_defaults_of_parameters_are_among_what_they_take() {
    for (Map.Entry<String, JsonNode> parameter :
        Templates.source().path("Parameters").properties()) {
      JsonNode definition = parameter.getValue();
      String value = definition.path("Default").asString("");
      if (definition.has("Default") && definition.has("AllowedValues")) {
        assertThat(definition.path("AllowedValues").valueStream().map(JsonNode::asString))
            .as(parameter.getKey())
            .contains(value);
      }
      if (definition.has("Default") && definition.has("AllowedPattern")) {
        assertThat(value)
            .as(parameter.getKey())
            .matches(definition.path("AllowedPattern").asString());
      }
    }
  }

  @Test
  void every_parameter_is_described_and_stands_in_one_group() {
    JsonNode groups =
        Templates.source().at("/Metadata/AWS::CloudFormation::Interface/ParameterGroups");
    List<String> grouped =
        groups
            .valueStream()
            .flatMap(group -> group.path("Parameters").valueStream())
            .map(JsonNode::asString)
            .toList();
    JsonNode parameters = Templates.source().path("Parameters");

    assertThat(grouped).containsExactlyInAnyOrderElementsOf(parameters.propertyNames());
    parameters.forEach(one -> assertThat(one.path("Description").asString("")).isNotBlank());
  }

  @Test
  void the_makefile_builds_each_function_that_says_so() {
    String makefile = Templates.read("Makefile");
    Matcher functions = Pattern.compile("(?m)^FUNCTIONS := (.*)$").matcher(makefile);
    Set<String> wanted =
        Templates.source().path("Resources").properties().stream()
            .filter(
                one -> one.getValue().at("/Metadata/BuildMethod").asString("").equals("makefile"))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());

    assertThat(functions.find()).isTrue();
    assertThat(functions.group(1).split(" ", -1)).containsExactlyInAnyOrderElementsOf(wanted);
    assertThat(wanted).hasSize(4);
  }

  /** {@code sam local invoke} sets only variables that the template has. */
  @Test
  void the_variables_for_a_local_run_are_the_template_s_and_accepted() {
    Stack stack = Deployment.FIREHOSE.of(Templates.expanded());
    JsonNode given =
        JsonMapper.shared()
            .readTree(Templates.read("events/sam-local.env.json"))
            .path("Parameters");
    Set<String> used = new TreeSet<>();
    for (Resource function : Functions.ofOurs(stack)) {
      Map<String, String> environment = SettingCheck.environment(function);
      for (Map.Entry<String, JsonNode> variable : given.properties()) {
        if (environment.containsKey(variable.getKey())) {
          environment.put(variable.getKey(), variable.getValue().asString());
          used.add(variable.getKey());
        }
      }
      Settings settings = Settings.from(environment);
      assertThat(settings.cluster().nodes()).hasToString("[https://elasticsearch:9200]");
    }

    assertThat(used).containsExactlyInAnyOrderElementsOf(given.propertyNames());
  }

  @Test
  void the_readme_invokes_each_function_with_an_event_that_is_there() {
    Map<String, String> events = new TreeMap<>();
    LOCAL_EVENT
        .matcher(Templates.read("README.md"))
        .results()
        .forEach(call -> events.put(call.group(1), call.group(2)));

    assertThat(events.keySet())
        .containsExactlyInAnyOrder(
            "ForwardFunction",
            "KinesisForwardFunction",
            "ObjectForwardFunction",
            "RedriveFunction");
    for (String event : events.values()) {
      Path file = Templates.ROOT.resolve(event);
      assertThat(Files.exists(file)).as(event).isTrue();
    }
  }

  /** The SAM command line resolves no condition that stands for the whole list. */
  @Test
  void sam_local_can_read_the_layers() {
    assertThat(Templates.source().at("/Globals/Function/Layers").isArray()).isTrue();
  }

  @Test
  void the_readme_builds_before_it_writes_to_what_the_build_makes() {
    String section = Templates.read("README.md").split("### One function on a laptop", -1)[1];

    assertThat(section.indexOf("sam build"))
        .isNotNegative()
        .isLessThan(section.indexOf("> .aws-sam/"));
  }

  @Test
  void the_database_s_authority_is_where_the_image_has_it() {
    String url = overrides().getOrDefault("ApiDatabaseUrl", "");
    String folder = "/app/certificates/";

    assertThat(url).contains("sslmode=verify-full&sslrootcert=" + folder);
    assertThat(Templates.read("api-service/Dockerfile"))
        .contains("cp api-service/certificates/* " + folder);
    assertThat(Templates.read("README.md"))
        .contains("api-service/certificates/" + url.substring(url.lastIndexOf('/') + 1));
  }

  private static Map<String, String> overrides() {
    String samconfig = Templates.read("samconfig.toml");
    List<MatchResult> found = OVERRIDE.matcher(samconfig).results().toList();
    assertThat(found).hasSize((int) LINE_OF_OVERRIDE.matcher(samconfig).results().count());
    Map<String, String> overrides = new TreeMap<>();
    found.forEach(one -> overrides.put(one.group(1), one.group(2)));
    return overrides;
  }
}
