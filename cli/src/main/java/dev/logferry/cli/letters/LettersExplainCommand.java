package dev.logferry.cli.letters;

import dev.logferry.cli.command.OperatorCommand;
import dev.logferry.cli.letters.UndeliveredGroups.Group;
import dev.logferry.cli.terminal.TerminalText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code logferry letters explain}: why events were not delivered, and what delivers them. */
@Command(
    name = "explain",
    description = {
      "Says why events are kept, what to repair, and whether the next scheduled redrive tries them"
          + " under today's rules. Today's rules are the settings of the connection: give the"
          + " function's own."
    })
final class LettersExplainCommand extends OperatorCommand {

  @Mixin private LetterOptions letterOptions = new LetterOptions();

  @Parameters(
      arity = "0..1",
      defaultValue = "",
      paramLabel = "PATH",
      description = "An object as letters list prints it, or a folder; all by default.")
  private String path = "";

  @Override
  protected boolean run() {
    LetterOptions.Selection selection = letterOptions.open(path, context().clock().instant());
    UndeliveredGroups groups = new UndeliveredGroups();
    List<UndeliveredObject> waiting = new ArrayList<>();
    RedriveOutlook outlook = new RedriveOutlook(selection.environment());
    for (UndeliveredObject object : selection.objects()) {
      selection
          .reader()
          .read(
              object,
              event -> {
                if (letterOptions.isWanted(event)) {
                  groups.add(event);
                }
              });
      if (outlook.waits(object, selection.reader())) {
        waiting.add(object);
      }
    }
    groups.groups().forEach(this::explain);
    if (groups.groups().isEmpty()) {
      out().println("Nothing is kept there.");
      return true;
    }
    int due = selection.objects().size() - waiting.size();
    say(
        "%d of %d objects are tried by the next redrive; %d wait, since nothing has changed for them."
            .formatted(due, selection.objects().size(), waiting.size()));
    if (!waiting.isEmpty()) {
      say("To try one now: logferry letters replay " + waiting.getFirst().path());
    }
    return false;
  }

  private void explain(Group group) {
    say(
        String.format(
            Locale.ROOT, "%,d events of %s: %s", group.events(), group.service(), group.cause()));
    say("  " + RedriveOutlook.remedy(group));
  }

  private void say(String text) {
    int columns = context().terminal().columns().orElse(Integer.MAX_VALUE);
    out().println(TerminalText.wrapped(TerminalText.visible(text), columns, "  "));
  }
}
