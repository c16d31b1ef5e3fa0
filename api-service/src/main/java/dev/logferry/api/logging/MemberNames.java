package dev.logferry.api.logging;

import co.elastic.logging.JsonUtils;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What keys are called in lines.
 *
 * <p>Keys that can't be ECS fields, for want of a dot, go under {@code labels}: what code or a
 * library invents there can't clash with a field or with the type of one.
 *
 * @see <a href="https://www.elastic.co/docs/reference/ecs/ecs-base#field-labels">labels</a>
 */
final class MemberNames {

  static final String LABELS = "labels.";

  private static final int MAX_NAME_BYTES = 80;

  /** Code has few keys; whoever makes them up as it goes must not fill the memory. */
  private static final int MOST_KNOWN = 500;

  private final Set<String> own;
  private final Map<String, Name> known = new ConcurrentHashMap<>();

  /**
   * A name.
   *
   * @param text that may be anything in part, fit for a line
   * @param member with quotes, escapes and the colon
   * @param moreBytes what the member takes in UTF-8 beyond a byte for each character
   */
  record Name(String text, String member, int moreBytes) {

    static Name of(String text) {
      StringBuilder member = new StringBuilder().append('"');
      JsonUtils.quoteAsString(text, member);
      member.append("\":");
      int bytes = CutText.utf8Bytes(member, 0, member.length());
      return new Name(text, member.toString(), bytes - member.length());
    }
  }

  /**
   * For all lines.
   *
   * @param own names that only the encoder may use
   */
  MemberNames(Set<String> own) {
    this.own = Set.copyOf(own);
  }

  /** The name for anybody's key. */
  Name of(String key) {
    Name name = known.get(key);
    return name == null ? made(key) : name;
  }

  private Name made(String key) {
    Name name = Name.of(nameOf(key));
    if (known.size() < MOST_KNOWN && key.length() <= MAX_NAME_BYTES) {
      known.put(key, name);
    }
    return name;
  }

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
        && label.chars().allMatch(MemberNames::isWordCharacter);
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
}
