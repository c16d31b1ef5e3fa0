package dev.logferry.api.ranking;

import dev.logferry.api.http.Caching;
import dev.logferry.api.http.ProblemException;
import dev.logferry.api.http.ProblemKind;
import dev.logferry.api.http.Request;
import dev.logferry.api.http.Response;
import dev.logferry.api.http.Route;
import dev.logferry.api.model.Period;
import dev.logferry.api.model.Ranking;
import dev.logferry.api.parameters.EnumParameter;
import dev.logferry.api.parameters.Parameters;
import java.util.List;

/** The route of rankings. */
public final class RankingRoutes {

  private static final EnumParameter<Period> PERIODS =
      new EnumParameter<>(Period.class, Period::value);

  private final RankingQueries queries;
  private final Caching caching;

  public RankingRoutes(RankingQueries queries, Caching caching) {
    this.queries = queries;
    this.caching = caching;
  }

  /** All of them. */
  public List<Route> routes() {
    return List.of(new Route("/v1/rankings/{category}", this::ranking));
  }

  private Response ranking(Request request) {
    Parameters parameters = Parameters.of(request);
    String category = parameters.pathSlug("category");
    Period period = parameters.oneOf("period", PERIODS).orElse(Period.WEEK);
    int limit = parameters.integer("limit", 1, 100).orElse(20);
    parameters.check();

    return queries
        .ranking(category, period, limit)
        .map(ranking -> Response.json(Ranking.class, ranking, caching))
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemKind.NOT_FOUND, "There is no category " + category + "."));
  }
}
