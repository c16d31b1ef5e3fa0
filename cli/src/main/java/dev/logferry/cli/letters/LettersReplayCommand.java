package dev.logferry.cli.letters;

import dev.logferry.cli.command.OperatorCommand;
import dev.logferry.cli.redrive.RedriveOptions;
import dev.logferry.cli.redrive.RedriveSummaryText;
import dev.logferry.cli.terminal.TerminalText;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code logferry letters replay}: sends dead letters again, whatever their rules were. */
@Command(
    name = "replay",
    description = {
      "Sends dead letters again, for example after you corrected a mapping.",
      "Also delivers what the scheduled redrive would. Objects whose events were accepted"
          + " are deleted; what is rejected again stays.",
      ""
    })
final class LettersReplayCommand extends OperatorCommand {

  @Mixin private RedriveOptions redriveOptions = new RedriveOptions();

  @Parameters(
      paramLabel = "PATH",
      description =
          "Prefix of the paths that letters list prints: rejected/2026/11/22/, malformed/, or"
              + " all.")
  private String path = "";

  @Option(names = "--json", description = "Print the summary as JSON.")
  private boolean json;

  @Override
  protected boolean run() {
    JsonNode summary = redriveOptions.run(scope("rejected/"), scope("malformed/"));
    RedriveSummaryText text = new RedriveSummaryText(summary);
    if (json) {
      out().println(TerminalText.escapedJson(summary.toString()));
    } else {
      text.lines().forEach(line -> out().println(TerminalText.visible(line)));
    }
    return text.isComplete();
  }

  private Optional<String> scope(String folder) {
    if (path.equals("all")) {
      return Optional.of("all");
    }
    if (path.startsWith(folder)) {
      return Optional.of(path);
    }
    boolean known = path.startsWith("rejected/") || path.startsWith("malformed/");
    if (!known) {
      throw usageError(
          "'%s' is neither all nor a path below rejected/ or malformed/; for retryable and undelivered events use logferry redrive"
              .formatted(path));
    }
    return Optional.empty();
  }
}
