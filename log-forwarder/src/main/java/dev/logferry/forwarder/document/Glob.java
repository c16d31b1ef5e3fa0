package dev.logferry.forwarder.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  /**
   * A glob over log streams' names.
   *
   * @throws IllegalArgumentException if no log stream has a name that it matches
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html">CreateLogStream:
   *     the characters of a name</a>
   */
  public static Glob ofLogStreams(String pattern) {
    if (pattern.isEmpty() || pattern.length() > LONGEST_LOG_GROUP || pattern.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "'%s' matches no log stream; expected a name or a glob such as web/nginx/*, without a colon"
              .formatted(pattern));
    }
    return new Glob(pattern);
  }

  /** Whether the glob matches every name. */
  public boolean isAny() {
    return !pattern.isEmpty() && pattern.replace("*", "").isEmpty();
  }

  /** Whether the whole name matches. */
  public boolean matches(String name) {
    return parts(name).isPresent();
  }

  /**
   * What each {@code *} stands for in a name, the first ones as little as possible. Takes time
   * linear in the name for each {@code *}.
   *
   * @return empty if the name does not match
   */
  public Optional<List<String>> parts(String name) {
    List<String> parts = new ArrayList<>();
    int in = 0;
    int at = 0;
    int star = -1;
    int starBegin = 0;
    int afterStar = 0;
    while (at < name.length()) {
      char c = in < pattern.length() ? pattern.charAt(in) : 0;
      if (c == '*') {
        if (star >= 0) {
          parts.add(name.substring(starBegin, afterStar));
        }
        star = in++;
        starBegin = at;
        afterStar = at;
      } else if (in < pattern.length() && (c == '?' || c == name.charAt(at))) {
        in++;
        at++;
      } else if (star >= 0) {
        in = star + 1;
        at = ++afterStar;
      } else {
        return Optional.empty();
      }
    }
    if (star >= 0) {
      parts.add(name.substring(starBegin, afterStar));
    }
    for (; in < pattern.length() && pattern.charAt(in) == '*'; in++) {
      parts.add("");
    }
    return in == pattern.length() ? Optional.of(parts) : Optional.empty();
  }
}
