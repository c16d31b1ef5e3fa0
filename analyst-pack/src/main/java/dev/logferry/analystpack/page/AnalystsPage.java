package dev.logferry.analystpack.page;

import dev.logferry.analystpack.PackSource;
import dev.logferry.analystpack.query.Durations;
import dev.logferry.analystpack.query.Esql;
import dev.logferry.analystpack.query.Kql;
import dev.logferry.analystpack.query.Query;
import dev.logferry.analystpack.query.QueryDsl;
import dev.logferry.analystpack.query.QueryReader;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** What {@code docs/ANALYSTS.md} repeats from the pack's sources, as Markdown. */
public final class AnalystsPage {

  private AnalystsPage() {}

  /** The questions of {@code queries.yaml}. */
  public static List<Query> questions() {
    return QueryReader.all(PackSource.yaml("queries.yaml"));
  }

  /** Every question with its three forms. */
  public static String queries() {
    StringBuilder page = new StringBuilder();
    int number = 0;
    for (Query query : questions()) {
      page.append(question(++number, query));
    }
    return page.toString();
  }

  private static String question(int number, Query query) {
    return """
        ### %d. %s

        **KQL** (%s)%s

        ```
        %s
        ```

        <details><summary>ES|QL and Query DSL</summary>

        ```esql
        %s
        ```

        ```
        POST /%s/_search
        %s
        ```
        %s
        </details>

        """
        .formatted(
            number,
            query.ask(),
            timeRange(query),
            calculation(query),
            Kql.of(query).isEmpty() ? "*" : Kql.of(query),
            Esql.of(query),
            query.index(),
            memberALine(QueryDsl.of(query)),
            having(query));
  }

  /** JSON with each of its members on a line. */
  private static String memberALine(ObjectNode json) {
    return json.properties().stream()
        .map(member -> "  \"%s\": %s".formatted(member.getKey(), member.getValue()))
        .collect(Collectors.joining(",\n", "{\n", "\n}"));
  }

  private static String timeRange(Query query) {
    String dataView = query.errorGroups() ? "data view *Logferry error groups*, " : "";
    return dataView
        + query
            .last()
            .map(age -> "last " + Durations.words(age).replaceAll("^1 ", ""))
            .orElse("any time range that holds it");
  }

  private static String calculation(Query query) {
    if (!query.isCalculated()) {
      return "";
    }
    String by =
        query.by().isEmpty()
            ? ""
            : " by "
                + query.by().stream()
                    .map(field -> "`" + field + "`")
                    .collect(Collectors.joining(" and "));
    return "; KQL selects, then visualize " + String.join(", ", query.metrics().keySet()) + by;
  }

  private static String having(Query query) {
    return query.having().isEmpty()
        ? ""
        : "\nFrom the answer, take the groups that the second `WHERE` of the ES|QL form names.\n";
  }

  /** The fields that Discover's logs view reads, and what fills each. */
  public static String discoverFields() {
    StringBuilder table = new StringBuilder("| Field | Filled from |\n|---|---|\n");
    PackSource.yaml("discover.yaml")
        .forEachEntry(
            (field, filled) -> table.append("| `%s` | %s |\n".formatted(field, filled.asString())));
    return table.toString();
  }
}
