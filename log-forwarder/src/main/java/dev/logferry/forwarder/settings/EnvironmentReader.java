package dev.logferry.forwarder.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads variables and collects what is wrong with them, so that all of it can be told at once. */
final class EnvironmentReader {

  private final Map<String, String> environment;
  private final List<String> problems = new ArrayList<>();

  EnvironmentReader(Map<String, String> environment) {
    this.environment = environment;
    for (String key : new TreeSet<>(environment.keySet())) {
      if (Variable.claims(key) && Variable.withKey(key).isEmpty()) {
        problem(key + " is not a setting; the closest is " + closest(key));
      }
    }
  }

  /** A variable's value, if it is set to more than blanks. */
  Optional<String> text(Variable variable) {
    String value = environment.getOrDefault(variable.key(), "");
    return value.isBlank() ? Optional.empty() : Optional.of(value);
  }

  /**
   * A variable's value or its default, parsed.
   *
   * @param fallback what to go on with after a problem was noted
   */
  <T> T parsed(Variable variable, Function<String, T> parser, T fallback) {
    try {
      return parser.apply(value(variable));
    } catch (IllegalArgumentException e) {
      return refused(variable, e, fallback);
    }
  }

  /** The stripped value, or what stands for it if it is absent. */
  String value(Variable variable) {
    return text(variable).orElse(variable.defaultValue()).strip();
  }

  /**
   * Notes that a value cannot be used. Where a variable is read at every start, this after a {@code
   * catch} replaces {@link #parsed}: each lambda costs about a millisecond of a cold start.
   *
   * @return the fallback
   */
  <T> T refused(Variable variable, IllegalArgumentException why, T fallback) {
    String value = value(variable);
    problem(variable.key() + " = " + shown(variable, value) + ": " + why.getMessage());
    return fallback;
  }

  long bytes(Variable variable, long least, long most) {
    try {
      return ValueParsers.bytes(value(variable), least, most);
    } catch (IllegalArgumentException e) {
      return refused(variable, e, least);
    }
  }

  int count(Variable variable, int least, int most) {
    try {
      return ValueParsers.count(value(variable), least, most);
    } catch (IllegalArgumentException e) {
      return refused(variable, e, least);
    }
  }

  Duration duration(Variable variable) {
    try {
      return ValueParsers.duration(value(variable));
    } catch (IllegalArgumentException e) {
      return refused(variable, e, Duration.ofSeconds(1));
    }
  }

  boolean yesOrNo(Variable variable) {
    try {
      return ValueParsers.yesOrNo(value(variable));
    } catch (IllegalArgumentException e) {
      return refused(variable, e, true);
    }
  }

  private static String shown(Variable variable, String value) {
    return variable.mayShow(value) ? "'" + value + "'" : "(not shown, it may hold a secret)";
  }

  /** As {@link #parsed}, for a variable that may be absent. */
  <T> Optional<T> optional(Variable variable, Function<String, T> parser) {
    return text(variable).isEmpty()
        ? Optional.empty()
        : parsed(variable, value -> Optional.of(parser.apply(value)), Optional.empty());
  }

  void problem(String problem) {
    problems.add(problem);
  }

  void failIfAnyProblem() {
    if (!problems.isEmpty()) {
      throw new InvalidSettings(problems);
    }
  }

  private static String closest(String key) {
    return Arrays.stream(Variable.values())
        .map(Variable::key)
        .min(Comparator.comparingInt(known -> distance(key, known)))
        .orElseThrow();
  }

  /** Levenshtein's edit distance. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replace, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
