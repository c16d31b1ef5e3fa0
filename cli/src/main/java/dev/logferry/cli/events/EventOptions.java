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
          "Regular expression (RE2) for the first line of an event; lines that do not match"
              + " belong to the event before. By default each line is an event.")
  private Optional<String> startPattern = Optional.empty();

  @Option(
      names = "--timestamp",
      paramLabel = "TIME",
      description =
          "CloudWatch's time of all events: now, or an ISO time with a zone. By default each"
              + " line's own time, if it is JSON with a time or begins with an ISO time, in both"
              + " cases with a zone. A line without such a time, or with an earlier one than the"
              + " line before, gets the time of the line before; if it is the first, the time when"
              + " the file was last written, or now for standard input. The time is part of an"
              + " event's id: if the first line has none, give the same time when you ship a longer"
              + " version of the file, or the same standard input, again.")
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
