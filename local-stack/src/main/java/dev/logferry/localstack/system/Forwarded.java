package dev.logferry.localstack.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What CloudWatch forwards: the choices of the template's parameter {@code ForwardedEvents}. */
public enum Forwarded {
  /** Every line. */
  EVERYTHING,
  /** ECS lines of the levels WARN, ERROR and FATAL. */
  WARNINGS_AND_ERRORS,
  /** ECS lines of the levels ERROR and FATAL. */
  ERRORS;

  private static final Pattern LEVELS =
      Pattern.compile("^ +- \"(\\{ \\$\\.\\['log\\.level'] = .*})\"$", Pattern.MULTILINE);

  /**
   * The subscription filter's pattern, as {@code template.yaml} has it.
   *
   * @param root of the project
   */
  String pattern(Path root) {
    List<String> patterns = patterns(root.resolve("template.yaml"));
    return switch (this) {
      case EVERYTHING -> "";
      case ERRORS -> patterns.getFirst();
      case WARNINGS_AND_ERRORS -> patterns.getLast();
    };
  }

  private static List<String> patterns(Path template) {
    try {
      List<String> patterns =
          LEVELS.matcher(Files.readString(template)).results().map(Forwarded::first).toList();
      if (patterns.size() != 2 || patterns.getFirst().contains("WARN")) {
        throw new IllegalStateException(
            "%s should have a filter pattern for errors, and one for warnings and errors"
                .formatted(template));
      }
      return patterns;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + template, e);
    }
  }

  private static String first(MatchResult result) {
    return result.group(1);
  }
}
