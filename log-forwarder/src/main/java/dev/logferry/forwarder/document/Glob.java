package dev.logferry.forwarder.document;

/**
 * A pattern over a whole name: {@code *} stands for any text, {@code ?} for one character.
 *
 * @param pattern the glob
 */
public record Glob(String pattern) {

  private static final int LONGEST_LOG_GROUP = 512;

  /** A glob that matches one name only. */
  public static Glob exactly(String name) {
    return new Glob(name);
  }

  /**
   * A glob over log groups' names.
   *
   * @throws IllegalArgumentException if no log group has a name that it matches
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html">CreateLogGroup:
   *     the characters of a name</a>
   */
  public static Glob ofLogGroups(String pattern) {
    if (pattern.startsWith("arn:")) {
      throw new IllegalArgumentException(
          "'%s' is an ARN; give the log group's name, such as /ecs/shop".formatted(pattern));
    }
    boolean possible = !pattern.isEmpty() && pattern.length() <= LONGEST_LOG_GROUP;
    for (int i = 0; possible && i < pattern.length(); i++) {
      possible = isOfNameOrGlob(pattern.charAt(i));
    }
    if (!possible || (pattern.length() > 1 && pattern.endsWith("/"))) {
      throw new IllegalArgumentException(
          "'%s' matches no log group; expected a name or a glob such as /ecs/shop-*: letters, digits, _ - / . # and the wildcards * and ?"
              .formatted(pattern));
    }
    return new Glob(pattern);
  }

  private static boolean isOfNameOrGlob(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "_-/.#*?".indexOf(c) >= 0;
  }

  /** Whether the whole name matches. Takes time linear in the name for each {@code *}. */
  public boolean matches(String name) {
    int in = 0;
    int at = 0;
    int star = -1;
    int afterStar = 0;
    while (at < name.length()) {
      char c = in < pattern.length() ? pattern.charAt(in) : 0;
      if (c == '*') {
        star = in++;
        afterStar = at;
      } else if (in < pattern.length() && (c == '?' || c == name.charAt(at))) {
        in++;
        at++;
      } else if (star >= 0) {
        in = star + 1;
        at = ++afterStar;
      } else {
        return false;
      }
    }
    while (in < pattern.length() && pattern.charAt(in) == '*') {
      in++;
    }
    return in == pattern.length();
  }
}
