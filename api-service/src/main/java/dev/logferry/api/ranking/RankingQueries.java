package dev.logferry.api.ranking;

import dev.logferry.api.database.Database;
import java.util.Optional;

/** What is asked of the database about rankings. */
@SuppressWarnings("DoNotCallSuggester") // until the queries are written
public final class RankingQueries {

  @SuppressWarnings("unused")
  private final Database database;

  public RankingQueries(Database database) {
    this.database = database;
  }

  /**
   * The first places of a ranking; empty if there is no such category, without places if it was
   * never refreshed.
   *
   * @param category its slug
   */
  public Optional<Ranking> ranking(String category, Period period, int limit) {
    throw new UnsupportedOperationException();
  }
}
