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
      "Shows why events are undelivered, what to repair, and whether the next scheduled"
          + " redrive tries them.",
      "This depends on the function's settings: give them by --profile or --env-file."
    })
final class LettersExplainCommand extends OperatorCommand {

  @Mixin private LetterOptions letterOptions = new LetterOptions();

  @Parameters(
      arity = "0..1",
      defaultValue = "",
      paramLabel = "PATH",
      description = "An object or folder that letters list prints; all by default.")
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
      out().println("No undelivered events there.");
      return true;
    }
    int due = selection.objects().size() - waiting.size();
    say(
        "The next scheduled redrive tries %d of %d objects; %d wait until settings, mapping version or release change."
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
