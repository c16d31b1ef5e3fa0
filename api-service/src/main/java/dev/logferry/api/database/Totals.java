package dev.logferry.api.database;

import dev.logferry.api.model.Total;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts the rows of a query up to a bound, beyond which it asks the planner for its estimate. */
public final class Totals {

  /** As many are counted: a millisecond or two in an index. */
  public static final int MOST_COUNTED = 1_000;

  private static final Pattern ROWS = Pattern.compile("rows=(\\d+)");

  private final Database database;

  public Totals(Database database) {
    this.database = database;
  }

  /**
   * How many rows a query has.
   *
   * @param rows the query, limited to one row more than {@link #MOST_COUNTED}
   * @param all the same without a limit
   */
  public Total of(Query rows, Query all) {
    Query counting =
        new Query(
            "select count(*) as total from (" + rows.sql() + ") as counted",
            rows.values(),
            rows.plannedForValues());
    long counted = database.first(counting, row -> row.getLong("total")).orElse(0L);
    return counted <= MOST_COUNTED ? new Total(counted, true) : new Total(estimate(all), false);
  }

  private long estimate(Query all) {
    Query explain = new Query("explain " + all.sql(), all.values(), true);
    List<String> plan = database.list(explain, row -> row.getString(1));
    Matcher rows = ROWS.matcher(plan.getFirst());
    return rows.find() ? Math.max(MOST_COUNTED + 1L, Long.parseLong(rows.group(1))) : MOST_COUNTED;
  }
}
