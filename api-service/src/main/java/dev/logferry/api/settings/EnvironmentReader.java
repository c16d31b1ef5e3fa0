package dev.logferry.api.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads variables and collects what is wrong with them, so that all of it is reported at once. */
final class EnvironmentReader {

  private final Map<String, String> environment;
  private final List<String> problems = new ArrayList<>();

  EnvironmentReader(Map<String, String> environment) {
    this.environment = environment;
  }

  /** A variable's value or its default, without blanks around it. */
  String text(Variable variable) {
    String value = environment.getOrDefault(variable.name(), "").strip();
    return value.isEmpty() ? variable.defaultValue() : value;
  }

  /**
   * The same, parsed.
   *
   * @param parser fails with an {@link IllegalArgumentException} that says what is wanted
   * @param fallback what to go on with after a problem was noted
   */
  <T> T parsed(Variable variable, Function<String, T> parser, T fallback) {
    String value = text(variable);
    try {
      return parser.apply(value);
    } catch (IllegalArgumentException e) {
      String shown = variable.mayShow() ? "'" + value + "'" : "(not shown, it may hold a secret)";
      problems.add("%s = %s: %s".formatted(variable, shown, e.getMessage()));
      return fallback;
    }
  }

  void failIfAnyProblem() {
    if (!problems.isEmpty()) {
      throw new InvalidSettings(problems);
    }
  }
}
