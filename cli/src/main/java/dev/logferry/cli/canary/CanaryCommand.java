package dev.logferry.cli.canary;

import dev.logferry.analystpack.query.Query;
import dev.logferry.cli.cloudwatch.CloudWatchLogs;
import dev.logferry.cli.command.OperatorCommand;
import dev.logferry.cli.connection.ConnectionOptions;
import dev.logferry.cli.connection.Elasticsearch;
import dev.logferry.cli.search.FollowOptions;
import dev.logferry.cli.terminal.StatusLine;
import dev.logferry.cli.terminal.TerminalText;
import dev.logferry.cli.terminal.UndeterminedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code logferry canary}: does a line arrive, once, and how soon? */
@Command(
    name = "canary",
    description = {
      "Writes a test error to a log group every minute until Ctrl-C, and measures how"
          + " soon it can be searched.",
      "Tests the whole route: CloudWatch, subscription filter, function, Elasticsearch."
          + " Exit code 0: each line arrived once; 1: one was lost or stored twice; 3: unknown.",
      "",
      "Needs logs:CreateLogStream and logs:PutLogEvents on the log group, and an API key"
          + " that may read. The lines belong to the service logferry-canary; exclude it from"
          + " alert rules.",
      "",
      "Example: logferry canary --profile prod --log-group /ecs/api --for 8h",
      ""
    })
public final class CanaryCommand extends OperatorCommand {
  private static final Duration POLL = Duration.ofMillis(500);

  @Mixin private ConnectionOptions connectionOptions = new ConnectionOptions();

  @Option(
      names = "--log-group",
      required = true,
      paramLabel = "GROUP",
      description = "A log group that a subscription filter forwards.")
  private String group = "";

  @Option(names = "--count", paramLabel = "LINES", description = "Stop after this many lines.")
  private Optional<Integer> count = Optional.empty();

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description =
          "Stop after this time, such as 30m or 8h. Without --for and --count, stop with"
              + " Ctrl-C.")
  private Optional<String> length = Optional.empty();

  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "Time between two lines; by default ${DEFAULT-VALUE}.")
  private int intervalSeconds;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description = "Time after which a line counts as lost; by default ${DEFAULT-VALUE}.")
  private int timeoutSeconds;

  @Option(
      names = "--index",
      paramLabel = "PATTERN",
      defaultValue = Query.LOGS,
      description = "Data streams to search; by default ${DEFAULT-VALUE}.")
  private String index = "";

  @Option(names = "--json", description = "Print the result as a JSON object on one line.")
  private boolean json;

  private Optional<GracefulStop> stop = Optional.empty();

  @Override
  protected boolean run() {
    if (count.filter(lines -> lines < 1).isPresent() || intervalSeconds < 0 || timeoutSeconds < 1) {
      throw usageError("--count and --timeout must be at least 1, and --interval at least 0");
    }
    var settings =
        new Canary.Settings(
            group,
            index,
            count.map(OptionalInt::of).orElse(OptionalInt.empty()),
            length.map(FollowOptions::parse),
            Duration.ofSeconds(intervalSeconds),
            Duration.ofSeconds(timeoutSeconds),
            POLL);
    try (CloudWatchLogs logs = new CloudWatchLogs(connectionOptions.aws(), OptionalDouble.empty());
        Elasticsearch elasticsearch = new Elasticsearch(connectionOptions.connection())) {
      Lines lines = new Lines();
      Canary canary = new Canary(logs, elasticsearch, settings, context().clock(), lines);
      stop = Optional.of(new GracefulStop(canary::stop));
      CanaryReport report = canary.run();
      lines.status.clear();
      print(report);
      if (report.found() == 0 && report.fine()) {
        throw new UndeterminedException(
            "it ended before a line was found, so the result is unknown");
      }
      return report.fine();
    }
  }

  @Override
  protected void finished(int exitCode) {
    stop.ifPresent(
        graceful -> {
          graceful.finished(exitCode);
          graceful.close();
        });
  }

  /** Says what became of each line; in a terminal, the counts stay below. */
  private final class Lines implements Canary.Listener {
    private final StatusLine status = new StatusLine(err(), context().terminal().errorIsTerminal());

    @Override
    public void found(Instant sent, Duration delay) {
      status.print(String.format(Locale.ROOT, "%s  searchable after %.1f s", sent, seconds(delay)));
    }

    @Override
    public void lost(Instant sent, String traceId) {
      status.print(
          "%s  LOST: not found within %d s (trace.id %s)".formatted(sent, timeoutSeconds, traceId));
    }

    @Override
    public void storedTwice(Instant sent, String traceId) {
      status.print("%s  STORED TWICE (trace.id %s)".formatted(sent, traceId));
    }

    @Override
    public void failing(String problem) {
      status.print(
          "%s  no answer, trying again: %s"
              .formatted(context().clock().instant(), TerminalText.visible(problem)));
    }

    @Override
    public void recovered() {
      status.print(context().clock().instant() + "  answers again");
    }

    @Override
    public void progress(CanaryReport report) {
      if (context().terminal().errorIsTerminal()) {
        status.show(summary(report) + " — Ctrl-C ends");
      }
    }
  }

  private void print(CanaryReport report) {
    if (json) {
      out()
          .println(
              JsonMapper.shared()
                  .createObjectNode()
                  .put("sent", report.sent())
                  .put("found", report.found())
                  .put("waiting", report.waiting())
                  .put("lost", report.lost())
                  .put("stored_twice", report.storedTwice())
                  .put("p50_seconds", seconds(report.percentile(0.5)))
                  .put("p99_seconds", seconds(report.percentile(0.99))));
      return;
    }
    out().println(summary(report));
  }

  private static String summary(CanaryReport report) {
    String waiting = report.waiting() == 0 ? "" : ", %,d on the way".formatted(report.waiting());
    String delays =
        report.delays().isEmpty()
            ? ""
            : String.format(
                Locale.ROOT,
                "; searchable after %.1f s (p50), %.1f s (p99)",
                seconds(report.percentile(0.5)),
                seconds(report.percentile(0.99)));
    return String.format(
        Locale.ROOT,
        "%,d line%s: %,d lost, %,d stored twice%s%s",
        report.sent(),
        report.sent() == 1 ? "" : "s",
        report.lost(),
        report.storedTwice(),
        waiting,
        delays);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
