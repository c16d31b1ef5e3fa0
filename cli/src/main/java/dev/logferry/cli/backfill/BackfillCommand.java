package dev.logferry.cli.backfill;

import dev.logferry.cli.cloudwatch.CloudWatchLogs;
import dev.logferry.cli.cloudwatch.EventRangeOptions;
import dev.logferry.cli.cloudwatch.SavedState;
import dev.logferry.cli.cloudwatch.SourceGroup;
import dev.logferry.cli.cloudwatch.TimeSlice;
import dev.logferry.cli.command.OperatorCommand;
import dev.logferry.cli.connection.Aws;
import dev.logferry.cli.connection.Connection;
import dev.logferry.cli.connection.ConnectionOptions;
import dev.logferry.cli.terminal.WorkProgress;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code logferry backfill}: from CloudWatch Logs into Elasticsearch, once more. */
@Command(
    name = "backfill",
    description = {
      "Reads events from CloudWatch Logs and stores those that are missing in" + " Elasticsearch.",
      "Uses the function's own pipeline, so the ids are the same and stored documents do"
          + " not change, however often you run it. To continue after an interruption, run the"
          + " same command again, if its times are absolute.",
      "",
      "Needs permission for FilterLogEvents, DescribeLogGroups and"
          + " DescribeSubscriptionFilters, and an API key with the role logferry-redrive.",
      "",
      "Example: logferry backfill --profile prod --log-group /ecs/api --from -26h",
      ""
    })
public final class BackfillCommand extends OperatorCommand {
  @Mixin private ConnectionOptions connectionOptions = new ConnectionOptions();
  @Mixin private EventRangeOptions rangeOptions = new EventRangeOptions();

  @Option(
      names = "--rate",
      paramLabel = "EVENTS",
      defaultValue = "5000",
      description =
          "Send at most this many events a second, so that live traffic is not slowed down; 0"
              + " for no limit. By default ${DEFAULT-VALUE}.")
  private int rate;

  @Option(names = "--dry-run", description = "Report what would be read, and read nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "Print the result as a JSON object on one line.")
  private boolean json;

  @Override
  protected boolean run() {
    if (rate < 0) {
      throw usageError("--rate must be 0 or more, not " + rate);
    }
    TimeSlice range = rangeOptions.range(context().clock().instant());
    Connection connection = connectionOptions.connection();
    Aws aws = connectionOptions.aws();
    try (CloudWatchLogs logs = rangeOptions.logs(aws);
        LateForwarder forwarder = new LateForwarder(connection, aws::secret)) {
      List<SourceGroup> groups = rangeOptions.groups(logs);
      groups.forEach(group -> announce(group, range));
      return dryRun || backfill(logs, forwarder, groups, range);
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
    err().flush();
  }

  private boolean backfill(
      CloudWatchLogs logs, LateForwarder forwarder, List<SourceGroup> groups, TimeSlice range) {
    SavedState state =
        rangeOptions.state("backfill", range, List.of(connectionOptions.variables().source()));
    state
        .load(BackfillProgress.class)
        .ifPresent(
            earlier ->
                err()
                    .printf(
                        Locale.ROOT,
                        "continuing after %,d events; --restart starts over%n",
                        earlier.events()));
    WorkProgress line =
        new WorkProgress(err(), context().terminal().errorIsTerminal(), System::nanoTime);
    BackfillProgress done =
        new Backfill(logs, forwarder, state, context().clock(), rate)
            .run(
                groups,
                range,
                (fraction, progress) ->
                    line.show(
                        fraction, String.format(Locale.ROOT, "%,d events", progress.events())));
    line.clear();
    state.delete();
    print(done);
    return done.rejected() == 0;
  }

  private void print(BackfillProgress done) {
    if (json) {
      var result = JsonMapper.shared().createObjectNode();
      result.put("events", done.events());
      done.outcomes().forEach(result::put);
      result.put("rejected", done.rejected());
      out().println(result);
      return;
    }
    row("events read", done.events());
    done.outcomes().forEach((outcome, count) -> row("  " + outcome, count));
    done.rejectedFor().forEach((cause, count) -> row("  rejected: " + cause, count));
  }

  private void row(String name, long count) {
    out().printf(Locale.ROOT, "%-30s %,12d%n", name, count);
  }
}
