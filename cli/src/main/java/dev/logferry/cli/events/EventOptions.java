package dev.logferry.cli.events;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.logferry.cli.command.InputSource;
import dev.logferry.cli.terminal.CommandException;
import dev.logferry.cli.terminal.UsageException;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How the lines of a file become CloudWatch's events: the same for {@code ship} and preview. */
public final class EventOptions {
  @Option(
      names = "--start-pattern",
      paramLabel = "REGEX",
      description =
          "A line in which this is found (RE2) begins a new event; other lines belong to the event"
              + " before them. By default each line is an event.")
  private Optional<String> startPattern = Optional.empty();

  @Option(
      names = "--timestamp",
      paramLabel = "TIME",
      description =
          "CloudWatch's time of every event: now, or an ISO time with its zone. By default each"
              + " line's own time, where it is JSON that says one or begins with an ISO time; a time"
              + " has to carry its zone. A line without one, or whose time runs backwards, gets the"
              + " time of the line before it; a first line without one, when the file was last"
              + " written, or now for the standard input. It is part of the ids: when"
              + " the first line says no time, give the same time again to ship a file that has grown,"
              + " or the same standard input, once more.")
  private Optional<String> timestamp = Optional.empty();

  @Option(
      names = "--owner",
      paramLabel = "ACCOUNT",
      defaultValue = "123456789012",
      description = "AWS account id of the log group; by default ${DEFAULT-VALUE}.")
  private String owner = "";

  /**
   * What begins an event.
   *
   * @throws UsageException when it is no RE2 expression
   */
  public Optional<Pattern> startPattern() {
    return startPattern.map(EventOptions::pattern);
  }

  /**
   * The times of the events.
   *
   * @throws UsageException when the given time is none
   */
  public EventTimes times(InputSource source, Instant now) {
    return timestamp
        .map(text -> EventTimes.constant(time(text, now)))
        .orElseGet(
            () ->
                EventTimes.ofLines(
                    source
                        .lastModified()
                        .map(EventTime::ofFile)
                        .orElseGet(() -> time("now", now))));
  }

  /**
   * Where the lines seem to come from.
   *
   * @throws UsageException when CloudWatch would not take a name
   */
  public Origin origin(String logGroup, String logStream) {
    try {
      return new Origin(owner, logGroup, logStream);
    } catch (IllegalArgumentException invalid) {
      throw new UsageException(CommandException.reasonOf(invalid));
    }
  }

  private static Pattern pattern(String regex) {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException invalid) {
      throw new UsageException(
          "--start-pattern '%s' is not an RE2 expression: %s"
              .formatted(regex, invalid.getDescription()));
    }
  }

  private static Instant time(String text, Instant now) {
    try {
      return EventTime.parse(text, now);
    } catch (IllegalArgumentException invalid) {
      throw new UsageException(CommandException.reasonOf(invalid));
    }
  }
}
