package dev.logferry.cli;

import dev.logferry.analystpack.query.Query;
import dev.logferry.cli.canary.Canary;
import dev.logferry.cli.canary.CanaryReport;
import dev.logferry.cli.cloudwatch.CloudWatchLogs;
import dev.logferry.cli.connection.ConnectionOptions;
import dev.logferry.cli.connection.Elasticsearch;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalDouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code logferry canary}: does a line arrive, once, and how soon? */
@Command(
    name = "canary",
    description = {
      "Puts a synthetic error into a log group at intervals, and measures when it can be searched:"
          + " through CloudWatch, the subscription filter, the function and Elasticsearch. Exit code 1"
          + " if a line was lost or stored twice.",
      "",
      "Needs logs:CreateLogStream and logs:PutLogEvents on the log group, and a key that may read. The"
          + " lines are of the service logferry-canary; exclude it from alert rules.",
      "",
      "Example: canary --profile production --log-group /ecs/api --count 60",
      ""
    })
final class CanaryCommand extends OperatorCommand {
  private static final Duration POLL = Duration.ofMillis(500);

  @Mixin private ConnectionOptions connectionOptions = new ConnectionOptions();

  @Option(
      names = "--log-group",
      required = true,
      paramLabel = "GROUP",
      description = "A log group that a subscription filter forwards.")
  private String group = "";

  @Option(
      names = "--count",
      paramLabel = "LINES",
      defaultValue = "10",
      description = "How many lines; by default ${DEFAULT-VALUE}.")
  private int count;

  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "Between lines; by default ${DEFAULT-VALUE}.")
  private int intervalSeconds;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description = "After which a line counts as lost; by default ${DEFAULT-VALUE}.")
  private int timeoutSeconds;

  @Option(
      names = "--index",
      defaultValue = Query.LOGS,
      description = "Data streams to look into; by default ${DEFAULT-VALUE}.")
  private String index = "";

  @Option(names = "--json", description = "Print the result as a JSON object on one line.")
  private boolean json;

  @Override
  boolean run() {
    if (count < 1 || intervalSeconds < 0 || timeoutSeconds < 1) {
      throw usageError("--count and --timeout must be at least 1, and --interval at least 0");
    }
    var settings =
        new Canary.Settings(
            group,
            index,
            count,
            Duration.ofSeconds(intervalSeconds),
            Duration.ofSeconds(timeoutSeconds),
            POLL);
    try (CloudWatchLogs logs = new CloudWatchLogs(connectionOptions.aws(), OptionalDouble.empty());
        Elasticsearch elasticsearch = new Elasticsearch(connectionOptions.connection())) {
      CanaryReport report =
          new Canary(logs, elasticsearch, settings, context().clock()).run(new Lines());
      print(report);
      return report.fine();
    }
  }

  /** Says what became of each line. */
  private final class Lines implements Canary.Listener {
    @Override
    public void found(Instant sent, Duration delay) {
      err().printf(Locale.ROOT, "%s  searchable after %.1f s%n", sent, seconds(delay));
      err().flush();
    }

    @Override
    public void lost(Instant sent, String traceId) {
      complain(
          "the line of %s (trace.id %s) was not found within %d s"
              .formatted(sent, traceId, timeoutSeconds));
    }
  }

  private void print(CanaryReport report) {
    if (json) {
      out()
          .println(
              JsonMapper.shared()
                  .createObjectNode()
                  .put("sent", report.sent())
                  .put("lost", report.lost())
                  .put("stored_twice", report.doubled())
                  .put("p50_seconds", seconds(report.percentile(0.5)))
                  .put("p99_seconds", seconds(report.percentile(0.99))));
      return;
    }
    out()
        .printf(
            Locale.ROOT,
            "%,d lines: %,d lost, %,d stored twice; searchable after %.1f s (p50), %.1f s (p99)%n",
            report.sent(),
            report.lost(),
            report.doubled(),
            seconds(report.percentile(0.5)),
            seconds(report.percentile(0.99)));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
