package dev.logferry.api.product;

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
import java.util.function.UnaryOperator;

/** What the API tells of products. */
public final class ProductRoutes {

  private static final Choices<ProductSort> SORTS = new Choices<>(ProductSort.class);
  private static final int LONGEST_QUERY = 100;

  private final ProductQueries queries;
  private final Caching caching;

  public ProductRoutes(ProductQueries queries, Caching caching) {
    this.queries = queries;
    this.caching = caching;
  }

  /** The routes, each of its endpoints wrapped. */
  public List<Route> routes(UnaryOperator<Endpoint> wrapped) {
    return List.of(
        new Route("/v1/products", wrapped.apply(this::list)),
        new Route("/v1/products/{id}", wrapped.apply(this::product)));
  }

  private Reply list(Request request) {
    Parameters parameters = request.parameters();
    Optional<String> category = parameters.slug("category");
    Optional<String> brand = parameters.slug("brand");
    Optional<String> query = parameters.text("query", LONGEST_QUERY);
    ProductSort sort = parameters.oneOf("sort", SORTS).orElse(ProductSort.RATING);
    int limit = parameters.integer("limit", 1, 100).orElse(20);
    Cursor cursor = new Cursor(List.of("products", category, brand, query, sort).toString());
    Optional<Position> after = parameters.cursor("cursor", cursor);
    parameters.check();

    Page<ProductSummary> page =
        queries.page(new ProductFilter(category, brand, query, sort, limit, after));
    ProductList list = new ProductList(page.items(), page.next().map(cursor::text));
    Reply reply = Reply.json(JsonText.of(ProductList.class, list), caching);
    return NextLink.added(reply, request, list.nextCursor());
  }

  private Reply product(Request request) {
    Parameters parameters = request.parameters();
    long id = parameters.pathId("id");
    parameters.check();

    return queries
        .product(id)
        .map(product -> Reply.json(JsonText.of(Product.class, product), caching))
        .orElseThrow(
            () -> new ProblemException(ProblemKind.NOT_FOUND, "There is no product " + id + "."));
  }
}
