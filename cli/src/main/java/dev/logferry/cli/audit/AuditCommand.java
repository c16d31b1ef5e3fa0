package dev.logferry.cli.audit;

import dev.logferry.analystpack.query.Query;
import dev.logferry.cli.cloudwatch.CloudWatchLogs;
import dev.logferry.cli.cloudwatch.EventRangeOptions;
import dev.logferry.cli.cloudwatch.SavedState;
import dev.logferry.cli.cloudwatch.SourceGroup;
import dev.logferry.cli.cloudwatch.TimeSlice;
import dev.logferry.cli.command.OperatorCommand;
import dev.logferry.cli.connection.Aws;
import dev.logferry.cli.connection.ConnectionOptions;
import dev.logferry.cli.terminal.WorkProgress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code logferry audit}: is everything there? */
@Command(
    name = "audit",
    description = {
      "Compares CloudWatch Logs with Elasticsearch, event by event, and reports missing"
          + " and duplicate events.",
      "Exit code 0: every event is accounted for; 1: some are not; 3: unknown. To"
          + " continue after an interruption, run the same command again, if its times are"
          + " absolute.",
      "",
      "Needs permission for FilterLogEvents, DescribeLogGroups and"
          + " DescribeSubscriptionFilters, and an API key that may read (for --repair, one with"
          + " the role logferry-operator). Give it the function's settings (--profile or"
          + " --env-file), because it applies the function's filter rules.",
      "",
      "Example: logferry audit --profile prod --log-group /ecs/api --from -26h",
      ""
    })
public final class AuditCommand extends OperatorCommand {
  private static final int EVENTS_PER_REQUEST = 4_000;

  @Mixin private ConnectionOptions connectionOptions = new ConnectionOptions();
  @Mixin private EventRangeOptions rangeOptions = new EventRangeOptions();

  @Option(
      names = "--repair",
      description =
          "Store missing events, with the ids that the function gives them, and delete"
              + " duplicates. Without it, nothing changes.")
  private boolean repair;

  @Option(
      names = "--index",
      paramLabel = "PATTERN",
      defaultValue = Query.LOGS,
      description = "Data streams to search; by default ${DEFAULT-VALUE}.")
  private String index = "";

  @Option(names = "--json", description = "Print every finding, as a JSON object on a line.")
  private boolean json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also write the report as an HTML page.")
  private Optional<Path> html = Optional.empty();

  @Override
  protected boolean run() {
    TimeSlice range = rangeOptions.range(context().clock().instant());
    Aws aws = connectionOptions.aws();
    try (CloudWatchLogs logs = rangeOptions.logs(aws);
        Auditor auditor = new Auditor(connectionOptions.connection(), aws, logs, index)) {
      List<SourceGroup> groups = rangeOptions.groups(logs);
      groups.forEach(group -> announce(group, range));
      announceSize(auditor.storedEvents(groups, range), aws.region().id());
      return audit(auditor, groups, range);
    }
  }

  private void announce(SourceGroup group, TimeSlice range) {
    err()
        .printf(
            "%s from %s to %s, pattern %s (%s)%n",
            group.name(),
            Instant.ofEpochMilli(range.from()),
            Instant.ofEpochMilli(range.to()),
            group.pattern().orElse("''"),
            group.patternSource());
    Instant kept =
        context()
            .clock()
            .instant()
            .minus(Duration.ofDays(group.retentionDays().orElse(Integer.MAX_VALUE / 1000)));
    if (Instant.ofEpochMilli(range.from()).isBefore(kept)) {
      printError(
          "%s keeps events for %d days, so the range begins before the oldest one"
              .formatted(group.name(), group.retentionDays().orElseThrow()));
    }
  }

  private void announceSize(long stored, String region) {
    long requests = stored / EVENTS_PER_REQUEST + 100;
    err()
        .printf(
            Locale.ROOT,
            "Elasticsearch has %,d of these events. Reading them from CloudWatch takes about"
                + " %,d FilterLogEvents requests and %,d s, within the quota of %s. AWS"
                + " charges for the traffic only.%n",
            stored,
            requests,
            rangeOptions.seconds(requests, region),
            region);
    err().flush();
  }

  private boolean audit(Auditor auditor, List<SourceGroup> groups, TimeSlice range) {
    SavedState state =
        rangeOptions.state(
            "audit",
            range,
            List.of(connectionOptions.variables().source(), index, String.valueOf(repair)));
    WorkProgress line =
        new WorkProgress(err(), context().terminal().errorIsTerminal(), System::nanoTime);
    state
        .load(AuditProgress.class)
        .ifPresent(
            earlier ->
                err()
                    .printf(
                        Locale.ROOT,
                        "continuing after %,d events; --restart starts over%n",
                        earlier.total().events()));
    AuditProgress result =
        auditor.run(
            groups,
            range,
            state,
            repair,
            (fraction, progress) ->
                line.show(
                    fraction,
                    String.format(
                        Locale.ROOT,
                        "%,d events, %,d need attention",
                        progress.total().events(),
                        progress.total().wrong())),
            this::printError);
    line.clear();
    if (json) {
      Auditor.printJson(range, result, state, out());
    } else {
      int columns = context().terminal().columns().orElse(Integer.MAX_VALUE);
      Auditor.printText(range, result, state, columns, out());
    }
    html.ifPresent(file -> Auditor.writeHtml(range, result, state, file));
    state.delete();
    return result.total().wrong() == 0;
  }
}
