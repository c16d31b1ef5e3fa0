package dev.logferry.forwarder.document.line;

import dev.logferry.forwarder.document.fields.FieldPath;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Records where the fields of a document came from, for {@code logferry preview}. The function uses
 * {@link #NONE}.
 */
public final class Explanation {

  /** Notes nothing. */
  public static final Explanation NONE = new Explanation(false);

  private final boolean wanted;
  private final Map<String, String> sources = new LinkedHashMap<>();
  private String format = "";

  private Explanation(boolean wanted) {
    this.wanted = wanted;
  }

  /** Records everything that is reported to it. */
  public static Explanation recording() {
    return new Explanation(true);
  }

  /** Forgets the document before. */
  public void clear() {
    sources.clear();
    format = "";
  }

  /** What the line was taken for. */
  public void format(String title) {
    format = title;
  }

  /** Whether it is of any use to say more. */
  public boolean isWanted() {
    return wanted;
  }

  /**
   * A field was filled.
   *
   * @param source what with, such as a member's name
   */
  public void filled(FieldPath field, String source) {
    if (wanted) {
      sources.putIfAbsent(field.toString(), source);
    }
  }

  /** What the line was taken for; empty if it has no format. */
  public String format() {
    return format;
  }

  /** By field, what it was filled with; what stands in the line under its own name is not named. */
  public Map<String, String> sources() {
    return Map.copyOf(sources);
  }
}
