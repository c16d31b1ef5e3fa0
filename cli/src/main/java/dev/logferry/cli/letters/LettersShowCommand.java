package dev.logferry.cli.letters;

import dev.logferry.cli.command.OperatorCommand;
import dev.logferry.cli.terminal.TerminalText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** {@code logferry letters show}: undelivered events in full. */
@Command(name = "show", description = "Prints undelivered events in full.")
final class LettersShowCommand extends OperatorCommand {

  @Mixin private LetterOptions letterOptions = new LetterOptions();

  @Parameters(
      paramLabel = "PATH",
      description =
          "An object or folder that letters list prints: rejected/2026/11/22/, undelivered/.")
  private String path = "";

  @Option(
      names = "--size",
      paramLabel = "NUMBER",
      defaultValue = "20",
      description = "Number of events to print; by default ${DEFAULT-VALUE}.")
  private int size;

  @Option(names = "--json", description = "Print JSON, one event a line.")
  private boolean json;

  private long shown;
  private long more;

  @Override
  protected boolean run() {
    LetterOptions.Selection selection = letterOptions.open(path, context().clock().instant());
    if (selection.objects().isEmpty()) {
      printError(
          "there is nothing at '%s'; logferry letters list prints what there is".formatted(path));
      return false;
    }
    for (UndeliveredObject object : selection.objects()) {
      selection.reader().read(object, this::show);
    }
    if (more > 0) {
      printError("%d more events; raise --size".formatted(more));
    }
    return true;
  }

  private void show(UndeliveredEvent event) {
    if (!letterOptions.isWanted(event)) {
      return;
    }
    if (shown >= size) {
      more++;
      return;
    }
    shown++;
    if (json) {
      out().println(TerminalText.escapedJson(line(event)));
      return;
    }
    out()
        .println(
            TerminalText.visible(
                "%s  %s  %s  %s"
                    .formatted(event.time(), event.service(), event.target(), event.id())
                    .strip()));
    out().println("  " + TerminalText.visible(event.cause()));
    out().println(("  " + TerminalText.visibleLines(event.reason())).replace("\n", "\n  "));
    out()
        .println(("  " + TerminalText.visibleLines(pretty(event.content()))).replace("\n", "\n  "));
    out().println();
  }

  private static String pretty(String content) {
    try {
      return content.startsWith("{")
          ? JsonMapper.shared()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(JsonMapper.shared().readTree(content))
          : content;
    } catch (JacksonException _) {
      return content;
    }
  }

  private static String line(UndeliveredEvent event) {
    var line = JsonMapper.shared().createObjectNode();
    line.put("path", event.object().path());
    line.put("time", event.time().toString());
    line.put("service", event.service());
    line.put("cause", event.cause());
    line.put("reason", event.reason());
    line.put("_id", event.id());
    line.put("target", event.target());
    line.put("content", event.content());
    return line.toString();
  }
}
