package dev.logferry.cli.search;

import dev.logferry.analystpack.query.Query;
import dev.logferry.cli.command.OperatorCommand;
import dev.logferry.cli.connection.ConnectionOptions;
import dev.logferry.cli.connection.Elasticsearch;
import dev.logferry.cli.terminal.Style;
import dev.logferry.cli.terminal.TerminalText;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code logferry show}: one document in full, and what was logged around it. */
@Command(
    name = "show",
    description = {
      "Prints one document in full, with its stack trace.",
      "Takes the _id that logferry search prints with --columns _id or --json.",
      ""
    })
public final class ShowCommand extends OperatorCommand {

  @Mixin private ConnectionOptions connectionOptions = new ConnectionOptions();

  @Parameters(paramLabel = "ID", description = "The document's _id.")
  private String id = "";

  @Option(
      names = "--index",
      paramLabel = "PATTERN",
      defaultValue = Query.LOGS,
      description = "Data stream, index or pattern; by default ${DEFAULT-VALUE}.")
  private String index = "";

  @Option(
      names = "--around",
      paramLabel = "NUMBER",
      description = "Also print this many lines before and after it in the same log stream.")
  private Optional<Integer> around = Optional.empty();

  @Option(names = "--trace", description = "Also print all lines with the same trace.id.")
  private boolean trace;

  @Option(names = "--json", description = "Print JSON, one document a line.")
  private boolean json;

  @Override
  protected boolean run() {
    if (around.filter(count -> count < 1 || count > 1000).isPresent()) {
      throw usageError("--around must be from 1 to 1000");
    }
    try (Elasticsearch cluster =
        new Elasticsearch(connectionOptions.connectionOrStack(context().root()))) {
      Neighbours neighbours = new Neighbours(new LogSearch(cluster), index);
      Optional<Hit> hit = neighbours.byId(id);
      if (hit.isEmpty()) {
        printError("no document in %s has the id '%s'".formatted(index, id));
        return false;
      }
      print(hit.get());
      around.ifPresent(
          count -> print("Around it in the same log stream:", neighbours.around(hit.get(), count)));
      if (trace) {
        List<Hit> lines = neighbours.trace(hit.get());
        print(lines.isEmpty() ? "It has no trace.id." : "The same trace:", lines);
      }
      return true;
    }
  }

  private void print(Hit hit) {
    if (json) {
      out().println(TerminalText.escapedJson(hit.toJson()));
    } else {
      new DocumentText(Style.of(context().terminal())).print(hit, out());
    }
  }

  private void print(String title, List<Hit> hits) {
    if (json) {
      hits.forEach(hit -> out().println(TerminalText.escapedJson(hit.toJson())));
      return;
    }
    out().println();
    out().println(title);
    new HitTable(hits, HitTable.DEFAULT_FIELDS, context().terminal().columns()).printTo(out());
  }
}
