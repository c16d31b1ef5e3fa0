package dev.logferry.api.database;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A question to the database, put together from pieces that each bring their own values.
 *
 * @param sql with a {@code ?} for each value
 * @param values in the order of their places
 * @param plannedForValues whether the server plans it anew for these very values, since the best
 *     plan depends on them; else a plan is kept
 */
public record Question(String sql, List<Object> values, boolean plannedForValues) {

  public Question {
    values = List.copyOf(values);
  }

  /** A question whose plan is kept. */
  public static Question of(String sql, Object... values) {
    return new Question(sql, Arrays.asList(values), false);
  }

  /** The same with another piece at its end. */
  public Question and(String piece, Object... more) {
    List<Object> all = new ArrayList<>(values);
    all.addAll(Arrays.asList(more));
    return new Question(sql + " " + piece, all, plannedForValues);
  }

  /** The same, planned for its values. */
  public Question plannedForItsValues() {
    return new Question(sql, values, true);
  }
}
