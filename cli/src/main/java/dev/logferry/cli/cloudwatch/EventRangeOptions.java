package dev.logferry.cli.cloudwatch;

import dev.logferry.cli.command.TimeBound;
import dev.logferry.cli.connection.Aws;
import dev.logferry.cli.terminal.CommandException;
import dev.logferry.cli.terminal.UsageException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Option;

/** Which events of CloudWatch Logs a command is about. */
public final class EventRangeOptions {

  /** CloudWatch's searches are complete about 90 s after a write; delivery takes seconds more. */
  private static final Duration SETTLING_TIME = Duration.ofMinutes(5);

  @Option(
      names = "--log-group",
      required = true,
      paramLabel = "GROUP",
      split = ",",
      description = "Log groups, separated by commas; can be repeated.")
  private List<String> groups = List.of();

  @Option(
      names = "--from",
      required = true,
      paramLabel = "TIME",
      description =
          "Start of the range, in CloudWatch's time: -2h (s, m, h, d), 2026-11-22 or"
              + " 2026-11-22T09:30:00Z.")
  private String from = "";

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description =
          "End of the range (exclusive), in the same forms. By default five minutes ago,"
              + " which is also the latest possible, because newer events may still be in flight.")
  private Optional<String> to = Optional.empty();

  @Option(
      names = "--pattern",
      paramLabel = "PATTERN",
      description =
          "CloudWatch filter pattern of the events; '' for all. By default that of the log"
              + " group's subscription filter.")
  private Optional<String> pattern = Optional.empty();

  @Option(
      names = "--filter-name",
      paramLabel = "NAME",
      description = "Which subscription filter to use, if a log group has several.")
  private Optional<String> filterName = Optional.empty();

  @Option(
      names = "--requests-per-second",
      paramLabel = "NUMBER",
      description =
          "Maximum of FilterLogEvents requests. By default 4, in us-east-1 20: four fifths of"
              + " the region's lowest quota, which AWS does not raise.")
  private Optional<Double> requestsPerSecond = Optional.empty();

  @Option(
      names = "--settle",
      hidden = true,
      description = "How long before now an end may be; for a pipeline on one machine.")
  private Duration settle = SETTLING_TIME;

  @Option(
      names = "--state",
      paramLabel = "FOLDER",
      description =
          "Folder for the progress of a run; by default $XDG_STATE_HOME/logferry or"
              + " ~/.local/state/logferry.")
  private Optional<Path> state = Optional.empty();

  @Option(
      names = "--restart",
      description = "Start over, even if an earlier run of the same command was interrupted.")
  private boolean restart;

  /**
   * The time range.
   *
   * @throws UsageException if there is none, or it ends too late
   */
  public TimeSlice range(Instant now) {
    try {
      Instant start = TimeBound.parse(from, now);
      Instant end = to.map(text -> TimeBound.parse(text, now)).orElse(now.minus(settle));
      if (end.isAfter(now.minus(settle))) {
        throw new UsageException(
            "--to %s is less than %d s ago, and newer events may still be in flight: choose an earlier end, or omit --to"
                .formatted(to.orElse(""), settle.toSeconds()));
      }
      if (!start.isBefore(end)) {
        throw new UsageException("the range from %s to %s is empty".formatted(start, end));
      }
      return new TimeSlice(start.toEpochMilli(), end.toEpochMilli());
    } catch (IllegalArgumentException invalid) {
      throw new UsageException(CommandException.reasonOf(invalid));
    }
  }

  public CloudWatchLogs logs(Aws aws) {
    return new CloudWatchLogs(
        aws,
        requestsPerSecond.isPresent()
            ? OptionalDouble.of(requestsPerSecond.get())
            : OptionalDouble.empty());
  }

  /** How long so many requests take, at least. */
  public long seconds(long requests, String region) {
    return (long)
        (requests / requestsPerSecond.orElseGet(() -> CloudWatchLogs.requestsPerSecond(region)));
  }

  public List<SourceGroup> groups(CloudWatchLogs logs) {
    return groups.stream().map(name -> logs.group(name, pattern, filterName)).toList();
  }

  /**
   * The saved progress of this command, deleted if it is to start over. A range that is relative to
   * now is another command each time.
   *
   * @param more what else makes it the same command
   */
  public SavedState state(String command, TimeSlice range, List<String> more) {
    List<String> arguments = new ArrayList<>(groups);
    arguments.add(range.toString());
    arguments.add(pattern.toString() + filterName);
    arguments.addAll(more);
    SavedState saved = SavedState.of(state, command, arguments);
    if (restart) {
      saved.delete();
    }
    return saved;
  }
}
