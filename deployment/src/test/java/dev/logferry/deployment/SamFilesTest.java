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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What SAM reads beside the template fits it. */
class SamFilesTest {

  private static final Pattern LOCAL_EVENT =
      Pattern.compile("sam local invoke (\\w+) -e (events/\\S+)");

  @Test
  void the_defaults_of_parameters_satisfy_their_rules() {
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
      Map<String, String> environment = FunctionEnvironment.variables(function);
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

  /** With them no layer has to be downloaded, and no secret is read. */
  @Test
  void a_local_run_needs_neither_a_layer_nor_a_secret() {
    Map<String, String> parameters = Deployment.FIVE_VALUES.parameters();
    Samconfig.read(Templates.ROOT.resolve("samconfig.toml"))
        .toml()
        .at("/default/local_invoke/parameters/parameter_overrides")
        .forEach(
            entry -> {
              Map.Entry<String, String> pair = Samconfig.pair(entry.asString());
              parameters.put(pair.getKey(), pair.getValue());
            });
    Stack stack = new Stack(Templates.expanded(), parameters, Templates::nested);

    for (Resource function : Functions.ofOurs(stack)) {
      assertThat(function.at("/Layers")).isEmpty();
      assertThat(FunctionEnvironment.variables(function).entrySet())
          .filteredOn(variable -> variable.getKey().endsWith("_SECRET"))
          .allSatisfy(variable -> assertThat(variable.getValue()).isEmpty());
    }
  }

  @Test
  void the_page_invokes_each_function_with_an_event_that_is_there() {
    Map<String, String> events = new TreeMap<>();
    LOCAL_EVENT
        .matcher(Templates.read("compose/README.md"))
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
  void the_page_builds_before_it_writes_to_what_the_build_makes() {
    String section = Templates.read("compose/README.md").split("## One function, by SAM", -1)[1];

    assertThat(section.indexOf("sam build"))
        .isNotNegative()
        .isLessThan(section.indexOf("> .aws-sam/"));
  }

  @Test
  void the_database_s_authority_is_where_the_image_has_it() {
    String url =
        Samconfig.read(Templates.ROOT.resolve("samconfig.toml"))
            .parameters("api")
            .getOrDefault("DatabaseUrl", "");
    String folder = "/app/certificates/";

    assertThat(url).contains("sslmode=verify-full&sslrootcert=" + folder);
    assertThat(Templates.read("api-service/Dockerfile"))
        .contains("cp api-service/certificates/* " + folder);
    assertThat(Templates.read("docs/OPERATIONS.md"))
        .contains("api-service/certificates/" + url.substring(url.lastIndexOf('/') + 1));
  }
}
