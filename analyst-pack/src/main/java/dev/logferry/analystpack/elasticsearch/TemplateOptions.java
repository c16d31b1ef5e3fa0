package dev.logferry.analystpack.elasticsearch;

import java.util.regex.Pattern;

/**
 * What an operator decides about the templates.
 *
 * @param retention how long logs and error groups are kept, in Elasticsearch's form, such as {@code
 *     90d}
 * @param composed whether Elastic's own component templates for logs are built upon
 * @param failureStore whether Elasticsearch keeps documents that it rejects in a failure store,
 *     instead of rejecting them
 */
public record TemplateOptions(String retention, boolean composed, boolean failureStore) {

  private static final Pattern DURATION = Pattern.compile("[1-9][0-9]{0,5}[dhm]");

  /** 90 days, standalone, no failure store. */
  public static final TemplateOptions DEFAULT = new TemplateOptions("90d", false, false);

  public TemplateOptions {
    if (!DURATION.matcher(retention).matches()) {
      throw new IllegalArgumentException(
          "'%s' is no retention: give a number and d, h or m, such as 90d".formatted(retention));
    }
  }
}
