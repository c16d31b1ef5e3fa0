package dev.logferry.cli.preview;

import com.google.re2j.Pattern;
import dev.logferry.cli.command.InputSource;
import dev.logferry.cli.command.OperatorCommand;
import dev.logferry.cli.command.SettingOptions;
import dev.logferry.cli.events.EventIds;
import dev.logferry.cli.events.EventOptions;
import dev.logferry.cli.events.LogLines;
import dev.logferry.cli.events.LogRecord;
import dev.logferry.cli.lambda.InvocationType;
import dev.logferry.cli.ship.PayloadLimits;
import dev.logferry.cli.terminal.TerminalText;
import dev.logferry.forwarder.decode.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code logferry preview}: what would become of each line. Sends nothing. */
@Command(
    name = "preview",
    description = {
      "Shows the document that each line of a file would become. Sends nothing.",
      "Shows id and data stream, too, and what was redacted or filtered. Needs no cluster"
          + " and no running stack. The forwarder's settings come from LOGFERRY_… variables and"
          + " --set.",
      ""
    })
public final class PreviewCommand extends OperatorCommand {

  @Option(
      names = "--log-group",
      paramLabel = "GROUP",
      defaultValue = "/preview",
      description = "Log group to preview the lines for; by default ${DEFAULT-VALUE}.")
  private String logGroup = "";

  @Option(
      names = "--log-stream",
      paramLabel = "STREAM",
      defaultValue = "preview",
      description = "Log stream; by default ${DEFAULT-VALUE}.")
  private String logStream = "";

  @Mixin private EventOptions events = new EventOptions();

  @Mixin private SettingOptions settings = new SettingOptions();

  @Option(names = "--json", description = "Print a JSON object for each line.")
  private boolean json;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      defaultValue = "-",
      description = "File with log lines; - or nothing for standard input.")
  private String file = "";

  @Override
  protected boolean run() {
    InputSource source = InputSource.of(file, context());
    var origin = events.origin(logGroup, logStream);
    Optional<Pattern> pattern = events.startPattern();
    Previewer previewer =
        new Previewer(
            settings.forPreview(),
            new Origin(origin.owner(), logGroup, logStream),
            new EventIds(logGroup, logStream),
            events.times(source, context().clock().instant()));
    try (InputStream input = source.openText()) {
      return show(
          previewer,
          new LogLines(input, pattern, PayloadLimits.of(InvocationType.EVENT).maxMessageBytes()));
    } catch (IOException unreadable) {
      throw source.cannotRead(unreadable);
    }
  }

  private boolean show(Previewer previewer, LogLines lines) throws IOException {
    for (Optional<LogRecord> record = lines.next(); record.isPresent(); record = lines.next()) {
      LinePreview preview = previewer.preview(record.get());
      out().println(TerminalText.escapedJson(json ? preview.jsonLine() : preview.text()));
    }
    return true;
  }
}
