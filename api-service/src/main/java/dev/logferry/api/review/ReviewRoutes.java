package dev.logferry.api.review;

import dev.logferry.api.http.Caching;
import dev.logferry.api.http.ProblemException;
import dev.logferry.api.http.ProblemKind;
import dev.logferry.api.http.Request;
import dev.logferry.api.http.Response;
import dev.logferry.api.http.Route;
import dev.logferry.api.model.AgeGroup;
import dev.logferry.api.model.Review;
import dev.logferry.api.model.ReviewList;
import dev.logferry.api.model.ReviewSort;
import dev.logferry.api.model.SkinType;
import dev.logferry.api.model.Total;
import dev.logferry.api.parameters.Cursor;
import dev.logferry.api.parameters.EnumParameter;
import dev.logferry.api.parameters.NextLink;
import dev.logferry.api.parameters.Page;
import dev.logferry.api.parameters.Parameters;
import dev.logferry.api.parameters.Position;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The routes of reviews. */
public final class ReviewRoutes {

  private static final EnumParameter<ReviewSort> SORTS =
      new EnumParameter<>(ReviewSort.class, ReviewSort::value);
  private static final EnumParameter<SkinType> SKIN_TYPES =
      new EnumParameter<>(SkinType.class, SkinType::value);
  private static final EnumParameter<AgeGroup> AGE_GROUPS =
      new EnumParameter<>(AgeGroup.class, AgeGroup::value);

  private final ReviewQueries queries;
  private final Caching caching;

  public ReviewRoutes(ReviewQueries queries, Caching caching) {
    this.queries = queries;
    this.caching = caching;
  }

  /** All of them. */
  public List<Route> routes() {
    return List.of(
        new Route("/v1/products/{id}/reviews", this::list),
        new Route("/v1/reviews/{id}", this::review));
  }

  private Response list(Request request) {
    Parameters parameters = Parameters.of(request);
    long productId = parameters.pathId("id");
    OptionalInt rating = parameters.integer("rating", 1, 5);
    Optional<SkinType> skinType = parameters.oneOf("skinType", SKIN_TYPES);
    Optional<AgeGroup> ageGroup = parameters.oneOf("ageGroup", AGE_GROUPS);
    ReviewSort sort = parameters.oneOf("sort", SORTS).orElse(ReviewSort.NEWEST);
    int limit = parameters.integer("limit", 1, 100).orElse(20);
    Cursor cursor =
        new Cursor(List.of("reviews", productId, rating, skinType, ageGroup, sort).toString());
    Optional<Position> after = parameters.cursor("cursor", cursor);
    boolean withTotal = parameters.flag("total");
    parameters.check();

    ReviewFilter filter =
        new ReviewFilter(productId, rating, skinType, ageGroup, sort, limit, after);
    Page<Review> page = queries.page(filter).orElseThrow(() -> none("product", productId));
    Optional<Total> total = withTotal ? Optional.of(queries.total(filter)) : Optional.empty();
    ReviewList list = new ReviewList(page.items(), page.next().map(cursor::text), total);
    Response response = Response.json(ReviewList.class, list, caching);
    return NextLink.added(response, request, list.nextCursor());
  }

  private Response review(Request request) {
    Parameters parameters = Parameters.of(request);
    long id = parameters.pathId("id");
    parameters.check();

    return queries
        .review(id)
        .map(review -> Response.json(Review.class, review, caching))
        .orElseThrow(() -> none("review", id));
  }

  private static ProblemException none(String what, long id) {
    return new ProblemException(ProblemKind.NOT_FOUND, "There is no %s %d.".formatted(what, id));
  }
}
