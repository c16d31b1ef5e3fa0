package dev.logferry.api.database;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A query, composed of pieces that each bring their own values.
 *
 * @param sql with a {@code ?} for each value
 * @param values in the order of their placeholders
 * @param plannedForValues whether the server plans it for these very values each time, since the
 *     best plan depends on them; else it may keep a plan
 */
public record Query(String sql, List<Object> values, boolean plannedForValues) {

  public Query {
    values = List.copyOf(values);
  }

  /** A query whose plan is kept. */
  public static Query of(String sql, Object... values) {
    return new Query(sql, Arrays.asList(values), false);
  }

  /** The same with another piece at its end. */
  public Query and(String piece, Object... more) {
    List<Object> all = new ArrayList<>(values);
    all.addAll(Arrays.asList(more));
    return new Query(sql + " " + piece, all, plannedForValues);
  }

  /** The same, planned for its values. */
  public Query plannedForItsValues() {
    return new Query(sql, values, true);
  }
}
