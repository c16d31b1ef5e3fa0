package dev.logferry.api.ranking;

import dev.logferry.api.database.Question;

/** Opens the question about rankings to tests of how it is answered. */
public final class RankingQuestions {

  private RankingQuestions() {}

  public static Question ranking(String category, Period period, int limit) {
    return RankingQueries.question(category, period, limit);
  }
}
