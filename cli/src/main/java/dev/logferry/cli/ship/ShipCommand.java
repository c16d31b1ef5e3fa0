package dev.logferry.cli.ship;

import com.google.re2j.Pattern;
import dev.logferry.cli.command.InputSource;
import dev.logferry.cli.command.OperatorCommand;
import dev.logferry.cli.events.EventIds;
import dev.logferry.cli.events.EventOptions;
import dev.logferry.cli.events.EventTimes;
import dev.logferry.cli.events.LogLines;
import dev.logferry.cli.events.LogRecord;
import dev.logferry.cli.events.Origin;
import dev.logferry.cli.lambda.InvocationType;
import dev.logferry.cli.lambda.LambdaFunction;
import dev.logferry.cli.stack.RunningStack;
import dev.logferry.cli.stack.StackFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code logferry ship}: a file's lines through the function, packed as CloudWatch packs them. */
@Command(
    name = "ship",
    description = {
      "Sends the lines of a file through the local function, packed as CloudWatch packs"
          + " them. Needs logferry up.",
      "",
      "A file that is shipped twice is stored once: an event's id is derived from the log"
          + " group, the log stream, and the line's position, text and time. So after an error,"
          + " ship the file again.",
      ""
    })
public final class ShipCommand extends OperatorCommand {
  @Option(
      names = "--log-group",
      required = true,
      paramLabel = "GROUP",
      description = "Log group to ship the lines for, such as /ecs/api-service.")
  private String logGroup = "";

  @Option(
      names = "--log-stream",
      paramLabel = "STREAM",
      description = "Log stream; by default the name of the file, or stdin.")
  private Optional<String> logStream = Optional.empty();

  @Mixin private EventOptions events = new EventOptions();

  @Option(
      names = "--async",
      description =
          "Invoke as CloudWatch does: do not wait for the function's answer; Lambda retries.")
  private boolean async;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      defaultValue = "-",
      description = "File with log lines, gzip or plain; - or nothing for standard input.")
  private String file = "";

  @Override
  protected boolean run() {
    InputSource source = InputSource.of(file, context());
    Origin origin = origin(source);
    Optional<Pattern> pattern = events.startPattern();
    EventTimes times = events.times(source, context().clock().instant());
    RunningStack.Lambda lambda = new StackFile(context().root()).read().lambda();
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
    var upload = new Upload(packer, function, type(), screen);
    try (var _ = new ShutdownHook(() -> screen.reportInterruption(upload.report()));
        var timer = Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory())) {
      var _ = timer.scheduleAtFixedRate(screen.progress::waiting, 1, 1, TimeUnit.SECONDS);
      try {
        upload.run();
      } finally {
        timer.shutdownNow();
      }
      return upload.report().failedPayloads() == 0;
    } finally {
      screen.progress.clear();
      new UploadSummary(origin, lines, upload.report()).printTo(out());
    }
  }

  private static SourcedEvent event(LogRecord record, EventIds ids, EventTimes times) {
    Instant time = times.next(record.text());
    return new SourcedEvent(ids.next(time, record.text()), time, record);
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
    return events.origin(logGroup, stream);
  }

  private InvocationType type() {
    return async ? InvocationType.EVENT : InvocationType.REQUEST_RESPONSE;
  }

  private PayloadLimits limits() {
    return PayloadLimits.of(type());
  }

  /** Progress, and failures above it. */
  private final class Screen implements Upload.Listener {
    private final Progress progress =
        new Progress(err(), context().terminal().errorIsTerminal(), System::nanoTime);

    @Override
    public void posted(UploadReport soFar) {
      progress.show(soFar);
    }

    @Override
    public void failed(long number, Payload payload, String reason) {
      progress.clear();
      printError(
          "payload %d (%s, %d events) failed: %s"
              .formatted(number, payload.lines(), payload.events(), reason));
    }

    void reportInterruption(UploadReport report) {
      progress.clear();
      printError(
          "interrupted after payload %d (line %d); the next one may have been processed or not. Ship the file again: what was stored is not stored twice."
              .formatted(report.payloads(), report.lastLine()));
    }
  }
}
