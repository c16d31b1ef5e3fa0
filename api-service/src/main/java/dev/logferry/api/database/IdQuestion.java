package dev.logferry.api.database;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A question for rows by their ids, which are 1 and more. */
public final class IdQuestion {

  /** More in one question would hardly cost less each, and take longer. */
  public static final int MOST_IDS = 8;

  private static final long NO_ROWS_ID = 0;

  private final String ofOne;
  private final String ofSeveral;

  /**
   * Of one kind of row.
   *
   * @param sql up to where the one id follows that a row must have, such as {@code select ... where
   *     id =}
   */
  public IdQuestion(String sql) {
    ofOne = sql + " ?";
    ofSeveral =
        "select found.* from (values (?::bigint)%s) as wanted (id) cross join lateral (%s wanted.id) as found"
            .formatted(", (?)".repeat(MOST_IDS - 1), sql);
  }

  /**
   * The question for the rows of some ids.
   *
   * @throws IllegalArgumentException if there are none or more than {@link #MOST_IDS}
   */
  public Question of(List<Long> ids) {
    if (ids.isEmpty() || ids.size() > MOST_IDS) {
      throw new IllegalArgumentException(
          "%d ids: ask for 1 to %d at once".formatted(ids.size(), MOST_IDS));
    }
    return ids.size() == 1 ? Question.of(ofOne, ids.getFirst()) : several(ids);
  }

  /** Always with as many values, so that one plan is kept. */
  private Question several(List<Long> ids) {
    List<Object> values = new ArrayList<>(ids);
    values.addAll(Collections.nCopies(MOST_IDS - ids.size(), NO_ROWS_ID));
    return new Question(ofSeveral, values, false);
  }
}
