package dev.logferry.api.ranking;

import dev.logferry.api.http.Caching;
import dev.logferry.api.http.Choices;
import dev.logferry.api.http.Endpoint;
import dev.logferry.api.http.JsonText;
import dev.logferry.api.http.Parameters;
import dev.logferry.api.http.ProblemException;
import dev.logferry.api.http.ProblemKind;
import dev.logferry.api.http.Reply;
import dev.logferry.api.http.Request;
import dev.logferry.api.http.Route;
import java.util.List;
import java.util.function.UnaryOperator;

/** What the API tells of rankings. */
public final class RankingRoutes {

  private static final Choices<Period> PERIODS = new Choices<>(Period.class);

  private final RankingQueries queries;
  private final Caching caching;

  public RankingRoutes(RankingQueries queries, Caching caching) {
    this.queries = queries;
    this.caching = caching;
  }

  /** The routes, each of its endpoints wrapped. */
  public List<Route> routes(UnaryOperator<Endpoint> wrapped) {
    return List.of(new Route("/v1/rankings/{category}", wrapped.apply(this::ranking)));
  }

  private Reply ranking(Request request) {
    Parameters parameters = request.parameters();
    String category = parameters.pathSlug("category");
    Period period = parameters.oneOf("period", PERIODS).orElse(Period.WEEK);
    int limit = parameters.integer("limit", 1, 100).orElse(20);
    parameters.check();

    return queries
        .ranking(category, period, limit)
        .map(ranking -> Reply.json(JsonText.of(Ranking.class, ranking), caching))
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemKind.NOT_FOUND, "There is no category " + category + "."));
  }
}
