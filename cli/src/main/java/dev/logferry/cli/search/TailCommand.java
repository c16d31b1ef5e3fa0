package dev.logferry.cli.search;

import dev.logferry.analystpack.query.Query;
import dev.logferry.cli.command.OperatorCommand;
import dev.logferry.cli.connection.ConnectionOptions;
import dev.logferry.cli.connection.Elasticsearch;
import dev.logferry.cli.search.ErrorGroups.Group;
import dev.logferry.cli.terminal.Style;
import dev.logferry.cli.terminal.TerminalText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code logferry tail}: errors as they arrive, the same ones as one line. */
@Command(
    name = "tail",
    description = {
      "Shows errors as they arrive, until Ctrl-C.",
      "Errors of one group (error.grouping_key) share a line, with their number since the"
          + " start; NEW marks the first of a group.",
      ""
    })
public final class TailCommand extends OperatorCommand {

  @Mixin private ConnectionOptions connectionOptions = new ConnectionOptions();
  @Mixin private FollowOptions followOptions = new FollowOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "QUERY",
      description = "Query in query string syntax; by default log.level:(ERROR OR FATAL).")
  private Optional<String> query = Optional.empty();

  @Option(
      names = "--index",
      paramLabel = "PATTERN",
      defaultValue = Query.LOGS,
      description = "Data stream, index or pattern; by default ${DEFAULT-VALUE}.")
  private String index = "";

  private final ErrorGroups groups = new ErrorGroups();

  @Override
  protected boolean run() {
    Instant now = context().clock().instant();
    String errors = "log.level:(ERROR OR FATAL)";
    SearchRequest request =
        new SearchRequest(
            query.map(text -> errors + " AND (" + text + ")").orElse(errors),
            index,
            SearchRequest.MAX_SIZE,
            Optional.of(now.minus(Duration.ofMinutes(1))),
            Optional.empty());
    try (Elasticsearch cluster =
        new Elasticsearch(connectionOptions.connectionOrStack(context().root()))) {
      err()
          .println(
              "Showing the errors of the last minute, then new ones as they arrive. Ctrl-C stops.");
      err().flush();
      Follower follower = new Follower(new LogSearch(cluster), request, context().clock());
      followOptions.follow(follower, this::print);
    }
    return true;
  }

  private void print(List<Hit> hits) {
    Style style = Style.of(context().terminal());
    for (Group group : groups.add(hits)) {
      String mark = group.isNew() ? style.red("NEW ") : "    ";
      String line =
          "%s %6s  %s"
              .formatted(
                  group.last().text("@timestamp").orElse("-").replaceFirst("\\..*|Z$", ""),
                  "×" + group.total(),
                  group.title());
      String visible = TerminalText.visible(line);
      int columns = context().terminal().columns().orElse(Integer.MAX_VALUE);
      out().println(mark + TerminalText.cut(visible, columns - 4));
    }
    out().flush();
  }
}
