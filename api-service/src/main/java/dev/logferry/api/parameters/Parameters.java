package dev.logferry.api.parameters;

import dev.logferry.api.http.ProblemException;
import dev.logferry.api.http.Request;
import dev.logferry.api.model.ParameterError;
import io.helidon.common.uri.UriQuery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The parameters of one request. Each method takes one by its name and notes what is wrong with it;
 * {@link #check} then fails with everything that was noted.
 */
public final class Parameters {

  /** What JavaScript holds exactly, since ids are JSON numbers. */
  private static final long LARGEST_ID = 9_007_199_254_740_991L;

  private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,15}");
  private static final Pattern WHOLE_NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");
  private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final int LONGEST_SLUG = 64;
  private static final int LONGEST_CURSOR = 200;
  private static final int LONGEST_SHOWN = 100;
  private static final int MOST_IDS = 100;
  private static final int MOST_ERRORS = 20;
  private static final String ID_EXPECTED = "give a whole number from 1 to " + LARGEST_ID;
  private static final String SLUG_EXPECTED =
      "give at most " + LONGEST_SLUG + " lower case letters, digits and single hyphens";

  /** What stands for bytes that are not UTF-8. */
  private static final int REPLACEMENT = 0xFFFD;

  private final Map<String, String> path;
  private final Map<String, List<String>> query;
  private final Set<String> known = new LinkedHashSet<>();
  private final List<ParameterError> errors = new ArrayList<>();

  private Parameters(Map<String, String> path, Map<String, List<String>> query) {
    this.path = path;
    this.query = query;
  }

  /** None of them read yet. */
  public static Parameters of(Request request) {
    return new Parameters(request.pathParameters(), UriQuery.create(request.query()).toMap());
  }

  /** An id in the path; 1 after an error was noted. */
  public long pathId(String name) {
    String text = path.getOrDefault(name, "");
    if (!isId(text)) {
      error(name, text, ID_EXPECTED);
      return 1;
    }
    return Long.parseLong(text);
  }

  /** A slug in the path. */
  public String pathSlug(String name) {
    String text = path.getOrDefault(name, "");
    return isSlug(text) ? text : wrong(name, text, SLUG_EXPECTED).orElse("");
  }

  /** A slug in the query. */
  public Optional<String> slug(String name) {
    return text(name, Parameters::isSlug, SLUG_EXPECTED);
  }

  /** Ids in the query, separated by commas; none if the parameter is absent. */
  public List<Long> ids(String name) {
    Predicate<String> fits =
        text -> {
          String[] parts = text.split(",", -1);
          return parts.length <= MOST_IDS && Arrays.stream(parts).allMatch(Parameters::isId);
        };
    return text(name, fits, "give 1 to " + MOST_IDS + " ids with commas between")
        .map(text -> Arrays.stream(text.split(",")).map(Long::valueOf).distinct().toList())
        .orElse(List.of());
  }

  /** Any text of 1 to a number of characters that is more than blanks. */
  public Optional<String> text(String name, int longest) {
    return text(
        name,
        text -> !isBlank(text) && text.codePointCount(0, text.length()) <= longest && isPlain(text),
        "give 1 to " + longest + " characters in UTF-8, not only blanks, no control characters");
  }

  /** A whole number in a range. */
  public OptionalInt integer(String name, int least, int most) {
    Predicate<String> fits =
        text ->
            WHOLE_NUMBER.matcher(text).matches()
                && Integer.parseInt(text) >= least
                && Integer.parseInt(text) <= most;
    return text(name, fits, "give a whole number from " + least + " to " + most)
        .map(text -> OptionalInt.of(Integer.parseInt(text)))
        .orElse(OptionalInt.empty());
  }

  /** True or false; false if the parameter is absent. */
  public boolean flag(String name) {
    return text(name, text -> text.equals("true") || text.equals("false"), "give true or false")
        .map(Boolean::parseBoolean)
        .orElse(false);
  }

  /** One of the constants of an enum. */
  public <E extends Enum<E>> Optional<E> oneOf(String name, EnumParameter<E> constants) {
    return text(name, text -> constants.of(text).isPresent(), constants.expected())
        .flatMap(constants::of);
  }

  /** Where a page of the given list begins. */
  public Optional<Position> cursor(String name, Cursor cursor) {
    return text(
            name,
            text -> text.length() <= LONGEST_CURSOR && cursor.position(text).isPresent(),
            "give a nextCursor of this list as it came, with the same filters and sort, or none")
        .flatMap(cursor::position);
  }

  /** Notes that a parameter's value cannot be used here. */
  public void reject(String name, String value, String expected) {
    error(name, value, expected);
  }

  /**
   * Must be called when all parameters were taken.
   *
   * @throws ProblemException with everything that is wrong, unknown parameters included
   */
  public void check() {
    query.keySet().stream()
        .filter(name -> !known.contains(name))
        // What a trailing or doubled ampersand leaves.
        .filter(name -> !name.isEmpty())
        .limit(MOST_ERRORS)
        .forEach(
            name ->
                errors.add(
                    new ParameterError(
                        shortened(name), Optional.empty(), "unknown; known here: " + names())));
    if (!errors.isEmpty()) {
      throw new ProblemException(errors.subList(0, Math.min(MOST_ERRORS, errors.size())));
    }
  }

  private String names() {
    return known.isEmpty() ? "none" : String.join(", ", known);
  }

  private Optional<String> text(String name, Predicate<String> fits, String expected) {
    known.add(name);
    List<String> values = query.getOrDefault(name, List.of());
    if (values.isEmpty()) {
      return Optional.empty();
    }
    if (values.size() > 1) {
      return wrong(name, values.get(1), "give it once");
    }
    String value = values.getFirst();
    return fits.test(value) ? Optional.of(value) : wrong(name, value, expected);
  }

  private Optional<String> wrong(String name, String value, String expected) {
    error(name, value, expected);
    return Optional.empty();
  }

  private void error(String name, String value, String expected) {
    errors.add(new ParameterError(name, Optional.of(shortened(value)), expected));
  }

  private static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST_SHOWN
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_SHOWN)) + "…";
  }

  private static boolean isId(String text) {
    return ID.matcher(text).matches() && Long.parseLong(text) <= LARGEST_ID;
  }

  private static boolean isSlug(String text) {
    return text.length() <= LONGEST_SLUG && SLUG.matcher(text).matches();
  }

  private static boolean isBlank(String text) {
    // No-break spaces are not whitespace to Java, and other spaces are not separators to Unicode.
    return text.codePoints()
        .allMatch(
            point ->
                Character.isWhitespace(point)
                    || Character.isSpaceChar(point)
                    || point == REPLACEMENT);
  }

  private static boolean isPlain(String text) {
    // PostgreSQL has no NUL in texts, and no name has a control character.
    return text.codePoints().noneMatch(Character::isISOControl);
  }
}
