package dev.logferry.cli.letters;

import dev.logferry.cli.command.OperatorCommand;
import dev.logferry.cli.letters.UndeliveredGroups.Group;
import dev.logferry.cli.terminal.ByteCount;
import dev.logferry.cli.terminal.TerminalText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code logferry letters list}: undelivered events by kind, service and cause. */
@Command(
    name = "list",
    description = {
      "Counts undelivered events by kind, service and cause, most frequent first.",
      "Exit code 0: there are none; 1: there are some."
    })
final class LettersListCommand extends OperatorCommand {

  @Mixin private LetterOptions letterOptions = new LetterOptions();

  @Option(names = "--objects", description = "List the objects instead, without reading them.")
  private boolean objects;

  @Option(names = "--json", description = "Print JSON, one object a line.")
  private boolean json;

  @Override
  protected boolean run() {
    LetterOptions.Selection selection = letterOptions.open("", context().clock().instant());
    if (objects) {
      selection.objects().forEach(this::print);
      return selection.objects().isEmpty();
    }
    UndeliveredGroups groups = new UndeliveredGroups();
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
    }
    groups.groups().forEach(this::print);
    if (!json) {
      out().println(total(groups));
    }
    return groups.groups().isEmpty();
  }

  private static String total(UndeliveredGroups groups) {
    long events = groups.groups().stream().mapToLong(Group::events).sum();
    return events == 0
        ? "No undelivered events."
        : String.format(
            Locale.ROOT,
            "%,d undelivered events. Why, and what to do: logferry letters explain PATH",
            events);
  }

  private void print(UndeliveredObject object) {
    if (json) {
      var line = JsonMapper.shared().createObjectNode();
      line.put("kind", name(object.kind()));
      line.put("path", object.path());
      line.put("bytes", object.bytes());
      line.put("written_at", object.modified().toString());
      out().println(TerminalText.escapedJson(line.toString()));
    } else {
      out()
          .println(
              "%s  %7s  %s"
                  .formatted(
                      seconds(object.modified()),
                      ByteCount.text(object.bytes()),
                      TerminalText.visible(object.path())));
    }
  }

  private void print(Group group) {
    if (json) {
      var line = JsonMapper.shared().createObjectNode();
      line.put("kind", name(group.kind()));
      line.put("service", group.service());
      line.put("cause", group.cause());
      line.put("events", group.events());
      line.put("first", group.first().toString());
      line.put("last", group.last().toString());
      line.put("example", group.example());
      out().println(TerminalText.escapedJson(line.toString()));
      return;
    }
    out()
        .println(
            shortened(
                String.format(
                    Locale.ROOT,
                    "%,8d %-11s %s: %s",
                    group.events(),
                    name(group.kind()),
                    group.service(),
                    group.cause())));
    out()
        .println(
            shortened(
                "         %s to %s".formatted(seconds(group.first()), seconds(group.last()))));
    // Never cut: it is there to be copied.
    out().println("         " + TerminalText.visible(group.example()));
  }

  private String shortened(String text) {
    String visible = TerminalText.visible(text);
    return context().terminal().columns().isPresent()
        ? TerminalText.cut(visible, context().terminal().columns().getAsInt())
        : visible;
  }

  private static String name(UndeliveredObject.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
