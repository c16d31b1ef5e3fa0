package dev.logferry.api.review;

import dev.logferry.api.http.Caching;
import dev.logferry.api.http.Choices;
import dev.logferry.api.http.Cursor;
import dev.logferry.api.http.Endpoint;
import dev.logferry.api.http.JsonText;
import dev.logferry.api.http.NextLink;
import dev.logferry.api.http.Page;
import dev.logferry.api.http.Parameters;
import dev.logferry.api.http.Position;
import dev.logferry.api.http.ProblemException;
import dev.logferry.api.http.ProblemKind;
import dev.logferry.api.http.Reply;
import dev.logferry.api.http.Request;
import dev.logferry.api.http.Route;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** What the API tells of reviews. */
public final class ReviewRoutes {

  private static final Choices<ReviewSort> SORTS = new Choices<>(ReviewSort.class);
  private static final Choices<SkinType> SKIN_TYPES = new Choices<>(SkinType.class);
  private static final Choices<AgeGroup> AGE_GROUPS = new Choices<>(AgeGroup.class);

  private final ReviewQueries queries;
  private final Caching caching;

  public ReviewRoutes(ReviewQueries queries, Caching caching) {
    this.queries = queries;
    this.caching = caching;
  }

  /** The routes, each of its endpoints wrapped. */
  public List<Route> routes(UnaryOperator<Endpoint> wrapped) {
    return List.of(
        new Route("/v1/products/{id}/reviews", wrapped.apply(this::list)),
        new Route("/v1/reviews/{id}", wrapped.apply(this::review)));
  }

  private Reply list(Request request) {
    Parameters parameters = request.parameters();
    long productId = parameters.pathId("id");
    OptionalInt rating = parameters.integer("rating", 1, 5);
    Optional<SkinType> skinType = parameters.oneOf("skinType", SKIN_TYPES);
    Optional<AgeGroup> ageGroup = parameters.oneOf("ageGroup", AGE_GROUPS);
    ReviewSort sort = parameters.oneOf("sort", SORTS).orElse(ReviewSort.NEWEST);
    int limit = parameters.integer("limit", 1, 100).orElse(20);
    Cursor cursor =
        new Cursor(List.of("reviews", productId, rating, skinType, ageGroup, sort).toString());
    Optional<Position> after = parameters.cursor("cursor", cursor);
    parameters.check();

    Page<Review> page =
        queries
            .page(new ReviewFilter(productId, rating, skinType, ageGroup, sort, limit, after))
            .orElseThrow(() -> none("product", productId));
    ReviewList list = new ReviewList(page.items(), page.next().map(cursor::text));
    Reply reply = Reply.json(JsonText.of(ReviewList.class, list), caching);
    return NextLink.added(reply, request, list.nextCursor());
  }

  private Reply review(Request request) {
    Parameters parameters = request.parameters();
    long id = parameters.pathId("id");
    parameters.check();

    return queries
        .review(id)
        .map(review -> Reply.json(JsonText.of(Review.class, review), caching))
        .orElseThrow(() -> none("review", id));
  }

  private static ProblemException none(String what, long id) {
    return new ProblemException(ProblemKind.NOT_FOUND, "There is no %s %d.".formatted(what, id));
  }
}
