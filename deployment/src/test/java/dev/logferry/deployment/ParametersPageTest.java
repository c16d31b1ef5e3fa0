package dev.logferry.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** docs/SETTINGS.md lists the parameters of both templates as they are. */
class ParametersPageTest {

  private static final Path PAGE = Templates.ROOT.resolve("docs/SETTINGS.md");

  @ParameterizedTest
  @CsvSource({
    "template.yaml, pipeline parameters",
    "api-service/template.yaml, API parameters",
  })
  void the_page_lists_every_parameter_as_it_is(String template, String section) throws IOException {
    String begin = "<!-- " + section + ": written by ParametersPageTest -->\n";
    String end = "<!-- end of " + section + " -->";
    String generated = table(CloudFormationYaml.read(Templates.ROOT.resolve(template)));
    String page = Files.readString(PAGE);
    assertThat(page).contains(begin, end);
    if (Boolean.getBoolean("logferry.docs.write")) {
      page =
          page.substring(0, page.indexOf(begin) + begin.length())
              + generated
              + page.substring(page.indexOf(end));
      Files.writeString(PAGE, page);
    }

    assertThat(page.substring(page.indexOf(begin) + begin.length(), page.indexOf(end)))
        .as("regenerate it with -Dlogferry.docs.write=true")
        .isEqualTo(generated);
  }

  private static String table(JsonNode template) {
    StringBuilder table = new StringBuilder();
    table.append("| Parameter | Default | Meaning |\n|---|---|---|\n");
    for (JsonNode group : template.at("/Metadata/AWS::CloudFormation::Interface/ParameterGroups")) {
      table.append("| **%s** | | |\n".formatted(group.at("/Label/default").asString()));
      for (JsonNode name : group.path("Parameters")) {
        table.append(row(name.asString(), template.path("Parameters").path(name.asString())));
      }
    }
    return table.toString();
  }

  private static String row(String name, JsonNode parameter) {
    JsonNode standard = parameter.path("Default");
    String value = standard.asString("");
    String defaultValue =
        standard.isMissingNode() ? "required" : value.isEmpty() ? "" : "`" + escaped(value) + "`";
    String meaning = parameter.path("Description").asString().strip().replaceAll("\\s+", " ");
    return "| `%s` | %s | %s%s |\n"
        .formatted(name, defaultValue, escaped(meaning), choices(parameter));
  }

  private static String choices(JsonNode parameter) {
    List<JsonNode> allowed = parameter.path("AllowedValues").valueStream().toList();
    return allowed.isEmpty()
        ? ""
        : allowed.stream()
            .map(value -> value.asString().isEmpty() ? "empty" : "`" + value.asString() + "`")
            .collect(Collectors.joining(", ", " Allowed: ", "."));
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|");
  }
}
