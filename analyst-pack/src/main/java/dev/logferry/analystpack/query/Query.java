package dev.logferry.analystpack.query;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A question to the logs: which documents, and what to calculate of them.
 *
 * @param name identifies it: lower case, hyphens
 * @param title a few words
 * @param ask the question as a person asks it
 * @param errorGroups whether it is asked of error groups instead of logs
 * @param last how far back it looks; empty if {@code where} says it, or it looks at everything
 * @param where what all documents must be like
 * @param every width of the time buckets that the result is divided into, if any
 * @param by fields that the result is grouped by; empty for documents
 * @param metrics what is calculated for each group, by name and in order
 * @param having which groups count
 * @param order the metric that groups are sorted by, greatest first; empty for none
 * @param top most documents or groups
 * @param oldestFirst whether documents are sorted from the oldest to the newest
 * @param show fields that are shown of a document
 */
public record Query(
    String name,
    String title,
    String ask,
    boolean errorGroups,
    Optional<Duration> last,
    List<Condition> where,
    Optional<Duration> every,
    List<String> by,
    Map<String, Metric> metrics,
    List<Having> having,
    Optional<String> order,
    int top,
    boolean oldestFirst,
    List<String> show) {

  /**
   * Log data streams without those that Logferry writes about itself, in the form that Kibana,
   * ES|QL and Elasticsearch's search take.
   */
  public static final String LOGS = "logs-*-*,-logs-logferry.*";

  /** Data streams of error groups. */
  public static final String ERROR_GROUPS = "logs-logferry.error_groups-*";

  public Query {
    where = List.copyOf(where);
    by = List.copyOf(by);
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    having = List.copyOf(having);
    show = List.copyOf(show);
    for (Having test : having) {
      requireMetric(metrics, test.metric());
    }
    if (order.isPresent()) {
      requireMetric(metrics, order.get());
    }
  }

  private static void requireMetric(Map<String, Metric> metrics, String name) {
    if (!metrics.containsKey(name)) {
      throw new IllegalArgumentException("nothing is calculated under the name " + name);
    }
  }

  /** Which data streams it is asked of. */
  public String index() {
    return errorGroups ? ERROR_GROUPS : LOGS;
  }

  /** Whether the result is groups and numbers instead of documents. */
  public boolean isCalculated() {
    return !metrics.isEmpty();
  }
}
