package dev.logferry.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What CloudFormation itself verifies of a parameter's value before it changes anything. */
final class ParameterRules {

  private ParameterRules() {}

  /** What is wrong with these values; empty if nothing is. */
  static List<String> problems(JsonNode template, Map<String, String> values) {
    List<String> problems = new ArrayList<>();
    JsonNode parameters = template.path("Parameters");
    values.keySet().stream()
        .filter(name -> !parameters.has(name))
        .forEach(name -> problems.add(name + " is not a parameter of this template"));
    for (Map.Entry<String, JsonNode> parameter : parameters.properties()) {
      String name = parameter.getKey();
      if (values.containsKey(name)) {
        check(name, parameter.getValue(), values.getOrDefault(name, ""), problems);
      } else if (!parameter.getValue().has("Default")) {
        problems.add(name + " has no default and is not set");
      }
    }
    return problems;
  }

  private static void check(String name, JsonNode rule, String value, List<String> problems) {
    if (rule.has("AllowedPattern")) {
      boolean list = rule.path("Type").asString().equals("CommaDelimitedList");
      Pattern pattern = Pattern.compile(rule.path("AllowedPattern").asString());
      for (String one : list ? value.split(",", -1) : new String[] {value}) {
        if (!pattern.matcher(one).matches()) {
          problems.add(
              "%s = %s: %s"
                  .formatted(
                      name,
                      one,
                      rule.path("ConstraintDescription").asString("must match " + pattern)));
        }
      }
    }
    if (rule.has("AllowedValues")
        && rule.path("AllowedValues")
            .valueStream()
            .noneMatch(one -> one.asString().equals(value))) {
      problems.add("%s = %s: must be one of %s".formatted(name, value, rule.path("AllowedValues")));
    }
    if (rule.has("MaxLength") && value.length() > rule.path("MaxLength").asInt()) {
      problems.add(
          "%s has %d characters, %d more than allowed"
              .formatted(name, value.length(), value.length() - rule.path("MaxLength").asInt()));
    }
    if (rule.path("Type").asString().equals("Number")) {
      checkNumber(name, rule, value, problems);
    }
  }

  private static void checkNumber(String name, JsonNode rule, String value, List<String> problems) {
    double number;
    try {
      number = Double.parseDouble(value);
    } catch (NumberFormatException _) {
      problems.add("%s = %s: must be a number".formatted(name, value));
      return;
    }
    if (rule.has("MinValue") && number < rule.path("MinValue").asDouble()) {
      problems.add("%s = %s: must be at least %s".formatted(name, value, rule.path("MinValue")));
    }
    if (rule.has("MaxValue") && number > rule.path("MaxValue").asDouble()) {
      problems.add("%s = %s: must be at most %s".formatted(name, value, rule.path("MaxValue")));
    }
  }
}
