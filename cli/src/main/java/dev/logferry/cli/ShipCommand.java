package dev.logferry.cli;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.logferry.cli.lambda.InvocationType;
import dev.logferry.cli.lambda.LambdaFunction;
import dev.logferry.cli.ship.EventIds;
import dev.logferry.cli.ship.EventTimes;
import dev.logferry.cli.ship.LogLines;
import dev.logferry.cli.ship.LogRecord;
import dev.logferry.cli.ship.Origin;
import dev.logferry.cli.ship.Parcel;
import dev.logferry.cli.ship.PayloadLimits;
import dev.logferry.cli.ship.PayloadPacker;
import dev.logferry.cli.ship.Progress;
import dev.logferry.cli.ship.Shipment;
import dev.logferry.cli.ship.ShipmentReport;
import dev.logferry.cli.ship.SourcedEvent;
import dev.logferry.cli.stack.RunningStack;
import dev.logferry.cli.terminal.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code logferry ship}: a file's lines through the function, packed as CloudWatch packs them. */
@Command(
    name = "ship",
    description = {
      "Ships the lines of a file through the local function, packed as CloudWatch packs them.",
      "",
      "The same file shipped again is stored once: the ids of the events come from the log group, the"
          + " log stream, and each line's position, text and time. Ship again whatever failed.",
      ""
    })
final class ShipCommand extends OperatorCommand {
  @Option(
      names = "--log-group",
      required = true,
      paramLabel = "GROUP",
      description = "Log group that the lines seem to come from, as /ecs/api-service.")
  private String logGroup = "";

  @Option(
      names = "--log-stream",
      paramLabel = "STREAM",
      description = "Log stream; by default the name of the file, or stdin.")
  private Optional<String> logStream = Optional.empty();

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
              + " line's own time, where it is JSON that says one or begins with an ISO time; else that"
              + " of the line before; else when the file was last written. It is part of the ids: when"
              + " the first line says no time, give the same time again to ship a file that has grown,"
              + " or the same standard input, once more.")
  private Optional<String> timestamp = Optional.empty();

  @Option(
      names = "--owner",
      paramLabel = "ACCOUNT",
      defaultValue = "123456789012",
      description = "AWS account id of the log group; by default ${DEFAULT-VALUE}.")
  private String owner = "";

  @Option(
      names = "--async",
      description =
          "Invoke as CloudWatch does: the function's answer is not waited for, and Lambda retries.")
  private boolean async;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      defaultValue = "-",
      description =
          "File with a log event on each line, gzip or not; - or nothing is the standard input.")
  private String file = "";

  @Override
  boolean run() {
    InputSource source = InputSource.of(file, surroundings());
    Origin origin = origin(source);
    Optional<Pattern> pattern = startPattern.map(this::pattern);
    EventTimes times =
        timestamp
            .map(this::time)
            .map(EventTimes::constant)
            .orElseGet(() -> EventTimes.ofLines(timeOf(source)));
    RunningStack.Lambda lambda = surroundings().runningStack().lambda();
    try (InputStream input = source.openText()) {
      var lines = new LogLines(input, pattern, limits().maxMessageBytes());
      return ship(lines, origin, times, new LambdaFunction(lambda.url(), lambda.functionName()));
    } catch (IOException unreadable) {
      throw source.cannotRead(unreadable);
    }
  }

  private boolean ship(LogLines lines, Origin origin, EventTimes times, LambdaFunction function) {
    var ids = new EventIds(origin.logGroup(), origin.logStream());
    var packer =
        new PayloadPacker(
            origin, limits(), () -> lines.next().map(record -> event(record, ids, times)));
    var screen = new Screen();
    var shipment = new Shipment(packer, function, type(), screen);
    try (var _ = new InterruptNotice(() -> screen.tellInterrupted(shipment.report()))) {
      shipment.run();
      return shipment.report().failedPayloads() == 0;
    } finally {
      screen.progress.clear();
      new ShipmentSummary(origin, lines, shipment.report()).printTo(out());
    }
  }

  private static SourcedEvent event(LogRecord record, EventIds ids, EventTimes times) {
    Instant time = times.next(record.text());
    return new SourcedEvent(ids.next(time, record.text()), time, record);
  }

  private Instant timeOf(InputSource source) {
    return source.lastModified().map(EventTime::ofFile).orElseGet(() -> time("now"));
  }

  private Origin origin(InputSource source) {
    String stream =
        logStream.orElseGet(
            () ->
                source
                    .file()
                    .map(Path::getFileName)
                    .map(name -> name.toString().replaceAll("[:*]", "_"))
                    .orElse("stdin"));
    try {
      return new Origin(owner, logGroup, stream);
    } catch (IllegalArgumentException invalid) {
      throw notUnderstood(CommandFailure.reasonOf(invalid));
    }
  }

  private Pattern pattern(String regex) {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException invalid) {
      throw notUnderstood(
          "--start-pattern '%s' is not an RE2 expression: %s"
              .formatted(regex, invalid.getDescription()));
    }
  }

  private Instant time(String text) {
    try {
      return EventTime.parse(text, surroundings().clock().instant());
    } catch (IllegalArgumentException invalid) {
      throw notUnderstood(CommandFailure.reasonOf(invalid));
    }
  }

  private InvocationType type() {
    return async ? InvocationType.EVENT : InvocationType.REQUEST_RESPONSE;
  }

  private PayloadLimits limits() {
    return PayloadLimits.of(type());
  }

  /** Progress, and failures above it. */
  private final class Screen implements Shipment.Listener {
    private final Progress progress =
        new Progress(err(), surroundings().terminal().errorIsTerminal(), System::nanoTime);

    @Override
    public void posted(ShipmentReport soFar) {
      progress.show(soFar);
    }

    @Override
    public void failed(long number, Parcel parcel, String reason) {
      progress.clear();
      complain(
          "payload %d (%s, %d events) failed: %s"
              .formatted(number, parcel.lines(), parcel.events(), reason));
    }

    void tellInterrupted(ShipmentReport report) {
      progress.clear();
      complain(
          "interrupted after payload %d (line %d); the next one may have been processed or not. Ship the file again: what was stored is not stored twice."
              .formatted(report.payloads(), report.lastLine()));
    }
  }
}
