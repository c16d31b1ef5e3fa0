package dev.logferry.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** samconfig.toml reaches the templates as it is meant, by SAM CLI's own rule for values. */
class SamconfigTest {

  private static final Samconfig SAMCONFIG =
      Samconfig.read(Templates.ROOT.resolve("samconfig.toml"));

  @ParameterizedTest
  @ValueSource(strings = {"default", "api"})
  void each_environment_can_be_deployed_as_it_is(String environment) {
    assertThat(new CheckSamconfig(Templates.ROOT, SAMCONFIG).problems(environment)).isEmpty();
  }

  @Test
  void both_environments_are_checked_by_default() {
    assertThat(SAMCONFIG.environments()).containsExactlyInAnyOrder("default", "api");
  }

  /** The comment shows the form for values with blanks, quotation marks and backslashes. */
  @Test
  void the_examples_in_the_comment_reach_the_template_whole() {
    String entries =
        Templates.read("samconfig.toml")
            .lines()
            .filter(line -> line.startsWith("#   '"))
            .map(line -> line.substring(1))
            .collect(Collectors.joining("\n"));
    Map<String, String> examples =
        Samconfig.parse(
                "[default.deploy.parameters]\nparameter_overrides = [\n%s\n]\n".formatted(entries))
            .parameters("default");

    assertThat(examples)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "ExcludePattern",
                "GET /health",
                "RedactionRules",
                "[{\"name\":\"email\",\"pattern\":\"[\\\\w.+-]+@[\\\\w.-]+\"},"
                    + "{\"name\":\"password\",\"field\":\"user.password\"}]",
                "FilterPattern",
                "{ $.level = \"error\" || $.['log.level'] = \"ERROR\" }"));
    Map<String, String> values = Deployment.FIVE_VALUES.parameters();
    values.putAll(examples);
    Stack stack = new Stack(Templates.expanded(), values, Templates::nested);
    assertThat(FunctionEnvironment.of(stack))
        .isNotEmpty()
        .allSatisfy(environment -> assertThat(environment.problems()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ExcludePattern=GET /health",
        "RedactionRules=[{\"name\":\"x\",\"field\":\"a\"}]",
        "RedriveSchedule=rate(10 minutes)",
        "FilterPattern={ $.level = \"error\" }",
        "ExcludePattern=\"GET \"/health\"\"",
        "Routes",
        "Routes="
      })
  void an_entry_that_sam_cli_would_cut_is_refused_with_the_form_that_works(String entry) {
    assertThatThrownBy(() -> Samconfig.pair(entry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(entry)
        .hasMessageContaining("'Name=\"a value with \\\"quotation marks\\\"\"'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          Routes=/ecs/*=ecs;/ecs/*=ecs
          Routes="";
          ExcludePattern="a \\"b\\" c";a "b" c
          ExcludePattern='a "b" c';a "b" c
          ExcludePattern=a\\ b;a b
          ExcludePattern="\\\\d+ ms";\\\\d+ ms
          """)
  void values_are_unquoted_as_sam_cli_does(String entry, String value) {
    assertThat(Samconfig.pair(entry).getValue()).isEqualTo(value == null ? "" : value);
  }

  @Test
  void the_function_s_limit_for_variables_is_checked_and_the_excess_named() {
    Map<String, String> values = Deployment.FIVE_VALUES.parameters();
    values.put("RedactionRules", "[{\"name\":\"x\",\"pattern\":\"" + "a".repeat(4000) + "\"}]");
    Stack stack = new Stack(Templates.expanded(), values, Templates::nested);

    FunctionEnvironment forward = FunctionEnvironment.of(stack).getFirst();

    assertThat(forward.problems())
        .singleElement()
        .asString()
        .contains(
            "%d more than Lambda accepts".formatted(forward.bytes() - 4096),
            "LOGFERRY_REDACTION_RULES");
  }

  @Test
  void settings_that_would_fail_the_function_s_start_are_found() {
    assertThat(problems("ExcludePattern=(", "DefaultDataset=Not-Valid"))
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .contains("LOGFERRY_EXCLUDE_PATTERN", "LOGFERRY_DEFAULT_DATASET"));
  }

  @Test
  void values_that_cloudformation_would_refuse_are_found() {
    assertThat(
            problems(
                "LogGroups=/a,/b,/c,/d,/e,/f",
                "DeliveryMode=Queue",
                "RedriveMinutes=1",
                "MinimunLevel=WARN"))
        .anySatisfy(one -> assertThat(one).contains("One to five names of log groups"))
        .anySatisfy(one -> assertThat(one).contains("DeliveryMode = Queue: must be one of"))
        .anySatisfy(one -> assertThat(one).contains("RedriveMinutes = 1: must be at least 5"))
        .anySatisfy(one -> assertThat(one).contains("MinimunLevel is not a parameter"));
  }

  @Test
  void a_node_whose_port_the_security_group_blocks_is_found() {
    assertThat(problems("ElasticsearchUrls=https://es1:9200,https://es2:9243"))
        .singleElement()
        .asString()
        .contains("https://es2:9243 has the port 9243", "ElasticsearchPorts = 9200");
    assertThat(problems("ElasticsearchUrls=https://es")).isEmpty();
    assertThat(problems("ElasticsearchUrls=https://es", "HttpsCidrs=10.0.0.0/16"))
        .anySatisfy(one -> assertThat(one).contains("https://es has the port 443"));
  }

  private static List<String> problems(String... entries) {
    Map<String, String> values = Deployment.FIVE_VALUES.parameters();
    for (String entry : entries) {
      values.put(Samconfig.pair(entry).getKey(), Samconfig.pair(entry).getValue());
    }
    StringBuilder toml =
        new StringBuilder("[default.global.parameters]\nstack_name = 'logferry'\n");
    toml.append("[default.deploy.parameters]\nparameter_overrides = [\n");
    values.forEach((name, value) -> toml.append("'%s=%s',\n".formatted(name, value)));
    Samconfig samconfig = Samconfig.parse(toml.append("]\n").toString());
    return new CheckSamconfig(Templates.ROOT, samconfig).problems("default");
  }
}
