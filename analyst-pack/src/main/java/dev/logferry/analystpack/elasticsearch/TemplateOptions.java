package dev.logferry.analystpack.elasticsearch;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What an operator decides about the templates.
 *
 * @param dataStreams patterns of the data streams that the template of logs is for
 * @param retention how long logs and error groups are kept, in Elasticsearch's form, such as {@code
 *     90d}
 * @param composed whether Elastic's own component templates for logs are built upon
 * @param failureStore whether Elasticsearch keeps documents that it rejects in a failure store,
 *     instead of rejecting them
 */
public record TemplateOptions(
    List<String> dataStreams, String retention, boolean composed, boolean failureStore) {

  private static final Pattern DURATION = Pattern.compile("[1-9][0-9]{0,5}[dhm]");

  private static final Pattern DATA_STREAMS =
      Pattern.compile("logs-[a-z0-9_.*]{1,100}-[a-z0-9_.*]{1,100}");

  /** All log data streams, 90 days, standalone, no failure store. */
  public static final TemplateOptions DEFAULT =
      new TemplateOptions(List.of("logs-*-*"), "90d", false, false);

  public TemplateOptions {
    dataStreams = List.copyOf(dataStreams);
    for (String pattern : dataStreams) {
      if (!DATA_STREAMS.matcher(pattern).matches()) {
        throw new IllegalArgumentException(
            "'%s' is no pattern of data streams such as logs-shop.*-*".formatted(pattern));
      }
    }
    if (!DURATION.matcher(retention).matches()) {
      throw new IllegalArgumentException(
          "'%s' is no retention: give a number and d, h or m, such as 90d".formatted(retention));
    }
  }
}
