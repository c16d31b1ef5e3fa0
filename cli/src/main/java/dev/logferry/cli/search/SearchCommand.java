package dev.logferry.cli.search;

import dev.logferry.analystpack.query.Query;
import dev.logferry.cli.command.OperatorCommand;
import dev.logferry.cli.command.TimeBound;
import dev.logferry.cli.connection.ConnectionOptions;
import dev.logferry.cli.connection.Elasticsearch;
import dev.logferry.cli.terminal.CommandException;
import dev.logferry.cli.terminal.TerminalText;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code logferry search}: the documents that match, newest first. */
@Command(
    name = "search",
    description = {
      "Searches the cluster, newest documents first.",
      "Uses the connection of the options or environment; if there is none, the local"
          + " stack of logferry up.",
      "",
      "Examples:  logferry search timeout connection",
      "           logferry search 'log.level:ERROR AND service.name:api-service'",
      ""
    })
public final class SearchCommand extends OperatorCommand {
  @Mixin private ConnectionOptions connectionOptions = new ConnectionOptions();

  @Parameters(
      arity = "1..*",
      paramLabel = "QUERY",
      description =
          "Words that must all occur in message, error or stack trace; or a query in query"
              + " string syntax. '*' finds all. Keyword values are case-sensitive: log.level:ERROR"
              + " finds what log.level:error does not. A / begins a regular expression; write \\/"
              + " for a literal /. Quote the query if it contains characters that are special to"
              + " the shell.")
  private List<String> query = List.of();

  @Option(
      names = "--index",
      paramLabel = "PATTERN",
      defaultValue = Query.LOGS,
      description = "Data stream, index or pattern; by default ${DEFAULT-VALUE}.")
  private String index = "";

  @Option(
      names = "--size",
      paramLabel = "NUMBER",
      defaultValue = "20",
      description = "Maximum number of hits, 0 to 10000; by default ${DEFAULT-VALUE}.")
  private int size;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Earliest time: -15m (s, m, h, d), 2026-11-22 or 2026-11-22T09:30:00Z.")
  private Optional<String> from = Optional.empty();

  @Option(names = "--to", paramLabel = "TIME", description = "Latest time, in the same forms.")
  private Optional<String> to = Optional.empty();

  @Option(
      names = "--json",
      description =
          "Print whole documents, a JSON object on a line; the number of hits goes to"
              + " standard error.")
  private boolean json;

  @Option(
      names = "--columns",
      paramLabel = "FIELD",
      split = ",",
      description =
          "Fields to show, one column each; by default"
              + " @timestamp,log.level,service.name,message. Add _id to pass a document to logferry"
              + " show.")
  private List<String> columns = HitTable.DEFAULT_FIELDS;

  @Option(
      names = {"-f", "--follow"},
      description = "Keep printing new documents as they arrive, until Ctrl-C.")
  private boolean follow;

  @Mixin private FollowOptions followOptions = new FollowOptions();

  @Override
  protected boolean run() {
    SearchRequest request = request();
    try (Elasticsearch cluster =
        new Elasticsearch(connectionOptions.connectionOrStack(context().root()))) {
      LogSearch search = new LogSearch(cluster);
      if (follow) {
        Follower follower = new Follower(search, request, context().clock());
        followOptions.follow(follower, this::printRows);
        return true;
      }
      return print(search, request);
    }
  }

  private void printRows(List<Hit> hits) {
    if (json) {
      hits.stream().map(Hit::toJson).map(TerminalText::escapedJson).forEach(out()::println);
    } else {
      new HitTable(hits, columns, context().terminal().columns()).printRows(out());
    }
    out().flush();
  }

  private boolean print(LogSearch search, SearchRequest request) {
    SearchResult answer = search.search(request);
    if (json) {
      printRows(answer.hits());
      err().println(count(answer));
    } else {
      new HitTable(answer.hits(), columns, context().terminal().columns()).printTo(out());
      out().println(count(answer));
    }
    out().flush();
    answer.incomplete().ifPresent(reason -> printError("the result is incomplete: " + reason));
    if (answer.total() == 0) {
      new SearchHints(search).of(request).forEach(hint -> printError("hint: " + hint));
    }
    return answer.incomplete().isEmpty();
  }

  private SearchRequest request() {
    if (query.stream().allMatch(String::isBlank)) {
      throw usageError("give a query; '*' finds all");
    }
    Instant now = context().clock().instant();
    try {
      return new SearchRequest(
          String.join(" ", query),
          index,
          size,
          from.map(text -> TimeBound.parse(text, now)),
          to.map(text -> TimeBound.parse(text, now)));
    } catch (IllegalArgumentException invalid) {
      throw usageError(CommandException.reasonOf(invalid));
    }
  }

  private static String count(SearchResult answer) {
    String noun = answer.total() == 1 ? "hit" : "hits";
    return answer.total() == answer.hits().size()
        ? String.format(Locale.ROOT, "%,d %s", answer.total(), noun)
        : String.format(
            Locale.ROOT,
            "%,d %s; the newest %,d shown",
            answer.total(),
            noun,
            answer.hits().size());
  }
}
