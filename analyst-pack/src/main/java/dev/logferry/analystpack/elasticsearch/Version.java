package dev.logferry.analystpack.elasticsearch;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of Elasticsearch or Kibana; what follows the third number does not count. */
public record Version(int major, int minor, int patch) implements Comparable<Version> {

  private static final Pattern FORM =
      Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?.*");
  private static final Comparator<Version> ORDER =
      Comparator.comparingInt(Version::major)
          .thenComparingInt(Version::minor)
          .thenComparingInt(Version::patch);

  /**
   * Parses {@code 8.19.21}, {@code 9.2} or {@code 9.3.0-SNAPSHOT}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Version parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("'%s' is no version such as 8.19.0".formatted(text));
    }
    String patch = form.group(3);
    return new Version(
        Integer.parseInt(form.group(1)),
        Integer.parseInt(form.group(2)),
        patch == null ? 0 : Integer.parseInt(patch));
  }

  @Override
  public int compareTo(Version other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
