package dev.logferry.api.logging;

import co.elastic.logging.JsonUtils;
import java.util.HashSet;
import java.util.Set;

/**
 * Adds members to the object that a line is. Each name comes once, the first counts.
 *
 * <p>Keys that can't be ECS fields, for want of a dot, go under {@code labels}: what code or a
 * library invents there can't clash with a field or with the type of one.
 *
 * @see <a href="https://www.elastic.co/docs/reference/ecs/ecs-base#field-labels">labels</a>
 */
final class Members {

  private static final String LABELS = "labels.";
  private static final int MAX_NAME_BYTES = 80;

  private final StringBuilder line;
  private final CutText cut;
  private final Set<String> own;
  private final Set<String> names = new HashSet<>();
  private int countedCharacters;
  private int countedBytes;

  /**
   * On a line that ends with a comma.
   *
   * @param own names that only the encoder may use
   */
  Members(StringBuilder line, CutText cut, Set<String> own) {
    this.line = line;
    this.cut = cut;
    this.own = own;
  }

  /** What the line takes up to here in UTF-8. */
  int bytes() {
    countedBytes += CutText.utf8Bytes(line, countedCharacters, line.length());
    countedCharacters = line.length();
    return countedBytes;
  }

  /** A text of the encoder's own, cut if it is too long. */
  void text(String name, String text, int maxBytes) {
    if (names.add(name)) {
      start(name);
      quote(cut.fit(name, text, maxBytes));
      line.append(',');
    }
  }

  /** Anybody's value of any kind; numbers and truth values stay what they are. */
  void value(String key, Object value, int maxBytes) {
    String name = nameOf(key);
    if (names.add(name)) {
      start(name);
      write(name, value, maxBytes);
      line.append(',');
    }
  }

  /** What a key is called in the line. */
  private String nameOf(String key) {
    if (isField(key) && !key.startsWith(LABELS) && !own.contains(key)) {
      return key;
    }
    String label = key.startsWith(LABELS) ? key.substring(LABELS.length()) : key;
    return LABELS + (isPlain(label) ? label : mended(label));
  }

  /** Words of lower case letters, digits and underscores with dots between them, two at least. */
  private static boolean isField(String key) {
    int lastDot = key.lastIndexOf('.');
    if (lastDot < 0 || lastDot == key.length() - 1 || key.length() > MAX_NAME_BYTES) {
      return false;
    }
    char before = '.';
    for (int index = 0; index < key.length(); index++) {
      char character = key.charAt(index);
      if (character == '.' ? before == '.' : !isWordCharacter(character)) {
        return false;
      }
      before = character;
    }
    return true;
  }

  private static boolean isPlain(String label) {
    return !label.isEmpty()
        && label.length() <= MAX_NAME_BYTES
        && label.chars().allMatch(Members::isWordCharacter);
  }

  private static boolean isWordCharacter(int character) {
    return (character >= 'a' && character <= 'z')
        || (character >= '0' && character <= '9')
        || character == '_';
  }

  private static String mended(String label) {
    String fit = CutText.fit(label, MAX_NAME_BYTES).replaceAll("[.*\\\\\\s]", "_");
    return fit.isEmpty() ? "_" : fit;
  }

  private void write(String name, Object value, int maxBytes) {
    switch (value) {
      case Long _, Integer _, Short _, Byte _, Boolean _ -> line.append(value);
      case Double number when Double.isFinite(number) -> line.append(value);
      case Float number when Float.isFinite(number) -> line.append(value);
      case Iterable<?> elements when !name.startsWith(LABELS) -> writeAll(name, elements, maxBytes);
      default -> quote(cut.fit(name, asText(value), maxBytes));
    }
  }

  private void writeAll(String name, Iterable<?> elements, int maxBytes) {
    line.append('[');
    int start = line.length();
    int end = bytes() + maxBytes;
    for (Object element : elements) {
      int left = end - bytes();
      if (left <= 0) {
        cut.noteCut(name);
        break;
      }
      line.append(line.length() == start ? "" : ",");
      quote(cut.fit(name, asText(element), left));
    }
    line.append(']');
  }

  private static String asText(Object value) {
    try {
      return String.valueOf(value);
    } catch (RuntimeException | StackOverflowError e) {
      return "(a %s that can't be written: %s)".formatted(value.getClass().getName(), e.getClass());
    }
  }

  private void start(String name) {
    quote(name);
    line.append(':');
  }

  private void quote(String text) {
    line.append('"');
    JsonUtils.quoteAsString(text, line);
    line.append('"');
  }
}
