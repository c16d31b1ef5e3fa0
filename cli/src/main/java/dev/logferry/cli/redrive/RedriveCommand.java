package dev.logferry.cli.redrive;

import dev.logferry.cli.command.OperatorCommand;
import dev.logferry.cli.terminal.TerminalText;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code logferry redrive}: delivers now what the schedule would. */
@Command(
    name = "redrive",
    description = {
      "Delivers undelivered events now, as the scheduled redrive does.",
      "Tries the records of failed invocations, retryable dead letters, and rejected ones"
          + " if settings, mapping version or release have changed since. Ids stay the same, so"
          + " nothing is stored twice.",
      "",
      "To try rejected dead letters although nothing has changed, use logferry letters"
          + " replay.",
      ""
    })
public final class RedriveCommand extends OperatorCommand {

  @Mixin private RedriveOptions redriveOptions = new RedriveOptions();

  @Option(names = "--json", description = "Print the summary as JSON.")
  private boolean json;

  @Override
  protected boolean run() {
    JsonNode summary = redriveOptions.run(Optional.empty(), Optional.empty());
    RedriveSummaryText text = new RedriveSummaryText(summary);
    if (json) {
      out().println(TerminalText.escapedJson(summary.toString()));
    } else {
      text.lines().forEach(line -> out().println(TerminalText.visible(line)));
    }
    return text.isComplete();
  }
}
