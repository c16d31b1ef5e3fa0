package dev.logferry.api.ranking;

import dev.logferry.api.database.Query;
import dev.logferry.api.model.Period;

/** Opens the query of rankings to tests of its plan. */
public final class HotRankingQueries {

  private HotRankingQueries() {}

  public static Query ranking(String category, Period period, int limit) {
    return RankingQueries.query(category, period, limit);
  }
}
