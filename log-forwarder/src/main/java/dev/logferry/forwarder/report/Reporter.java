package dev.logferry.forwarder.report;

import dev.logferry.forwarder.Ledger;
import dev.logferry.forwarder.json.JsonWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Tells what an invocation did: one line that is the summary and, by its members, the metrics. So
 * neither comes without the other. Each redaction rule that found something adds a line, since a
 * line holds one value of a dimension.
 *
 * <p>The lines must reach CloudWatch Logs as they are: with {@code LambdaLogger} that takes the
 * method for bytes, as the one for strings wraps its argument when the log format is JSON.
 */
public final class Reporter {

  private static final String FUNCTION_NAME = "FunctionName";
  private static final String REDACTION_RULE = "RedactionRule";

  private final Clock clock;

  public Reporter(Clock clock) {
    this.clock = clock;
  }

  /**
   * Which invocation of which function is reported.
   *
   * @param functionName the one dimension of every metric; not blank
   * @param requestId Lambda's id of the invocation
   */
  public record Run(String functionName, String requestId) {

    public Run {
      if (functionName.isBlank()) {
        throw new IllegalArgumentException("the function has no name, but a dimension needs one");
      }
    }
  }

  /**
   * Tells what became of every event.
   *
   * @param lines takes each line, without a line end
   */
  public void report(Summary summary, Run run, Consumer<String> lines) {
    Instant now = clock.instant();
    lines.accept(summaryLine(summary, run, now));
    for (Map.Entry<String, Integer> rule : new TreeMap<>(summary.causes().redacted()).entrySet()) {
      lines.accept(redactionLine(rule.getKey(), rule.getValue(), run, now));
    }
  }

  /**
   * Tells what a redrive did.
   *
   * @param lines takes the line, without a line end
   */
  public void report(RedriveSummary summary, Run run, Consumer<String> lines) {
    Instant now = clock.instant();
    JsonWriter out = begin();
    RedriveSummaryJson.writeSummary(out, summary);
    end(out, run, now, dimensions(run), Measurements.of(summary, now));
    lines.accept(out.toString());
  }

  /**
   * Tells that an invocation failed before it had a summary.
   *
   * @param error reported by its type alone: its message may quote a log event
   * @param problem what the operator has to correct; empty if that is not known
   * @param lines takes each line, without a line end
   */
  public void reportFailure(Throwable error, String problem, Run run, Consumer<String> lines) {
    lines.accept(failureLine(error, problem, run));
  }

  private String summaryLine(Summary summary, Run run, Instant now) {
    JsonWriter out = begin();
    SummaryJson.writeSummary(out, summary);
    end(out, run, now, dimensions(run), Measurements.of(summary, now));
    return out.toString();
  }

  private String failureLine(Throwable error, String problem, Run run) {
    long unaccounted = error instanceof Ledger.UnaccountedEvents ledger ? ledger.events() : 0;
    JsonWriter out = begin();
    SummaryJson.writeFailure(out, error.getClass(), problem);
    end(out, run, clock.instant(), dimensions(run), Measurements.ofFailure(unaccounted));
    return out.toString();
  }

  private String redactionLine(String rule, int count, Run run, Instant now) {
    SortedMap<String, String> dimensions = dimensions(run);
    dimensions.put(REDACTION_RULE, rule);
    JsonWriter out = begin();
    out.member("log.level", "INFO");
    out.member("message", "A redaction rule found something.");
    end(out, run, now, dimensions, Measurements.ofRedactions(count));
    return out.toString();
  }

  private static SortedMap<String, String> dimensions(Run run) {
    return new TreeMap<>(Map.of(FUNCTION_NAME, run.functionName()));
  }

  private static JsonWriter begin() {
    JsonWriter out = new JsonWriter();
    out.beginObject();
    return out;
  }

  private static void end(
      JsonWriter out,
      Run run,
      Instant time,
      SortedMap<String, String> dimensions,
      Map<Metric, MetricValue> values) {
    out.member("faas.execution", run.requestId());
    EmbeddedMetrics.write(out, time, dimensions, values);
    out.endObject();
  }
}
