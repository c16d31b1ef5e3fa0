package dev.logferry.localstack.cloudwatch.filter;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;

/**
 * Words, phrases in double quotes, or one regular expression between percent signs. A term is found
 * anywhere in the line, inside a longer word too; the documentation does not say more. Case counts.
 *
 * @param required all of them are in the line
 * @param alternatives those with {@code ?}: one of them is in the line. Only counted when there is
 *     no term without {@code ?}, as the documentation says
 * @param excluded those with {@code -}: none is in the line
 */
record Terms(List<Term> required, List<Term> alternatives, List<Term> excluded)
    implements FilterPattern {

  /** One term. */
  interface Term {
    boolean isIn(String line);
  }

  Terms {
    required = List.copyOf(required);
    alternatives = List.copyOf(alternatives);
    excluded = List.copyOf(excluded);
  }

  static Terms read(PatternScanner scanner) {
    List<Term> required = new ArrayList<>();
    List<Term> alternatives = new ArrayList<>();
    List<Term> excluded = new ArrayList<>();
    while (!scanner.atEnd()) {
      if (scanner.takesRaw("?")) {
        alternatives.add(term(scanner));
      } else if (scanner.takesRaw("-")) {
        excluded.add(term(scanner));
      } else {
        required.add(term(scanner));
      }
      String _ = scanner.raw("\\s+|$");
    }
    return new Terms(required, alternatives, excluded);
  }

  private static Term term(PatternScanner scanner) {
    if (scanner.takesRaw("\"")) {
      String phrase = scanner.raw("[^\"]+");
      scanner.need("\"");
      return line -> line.contains(phrase);
    }
    if (scanner.takesRaw("%")) {
      Pattern regex = Pattern.compile(scanner.raw("[^%()]+"));
      scanner.need("%");
      return line -> regex.matcher(line).find();
    }
    String word = scanner.raw("\\w+");
    return line -> line.contains(word);
  }

  @Override
  public boolean matches(String line) {
    boolean optional =
        !required.isEmpty()
            || !excluded.isEmpty()
            || alternatives.isEmpty()
            || alternatives.stream().anyMatch(term -> term.isIn(line));
    return optional
        && required.stream().allMatch(term -> term.isIn(line))
        && excluded.stream().noneMatch(term -> term.isIn(line));
  }
}
