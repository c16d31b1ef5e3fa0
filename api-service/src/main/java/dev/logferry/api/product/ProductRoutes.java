package dev.logferry.api.product;

import dev.logferry.api.http.Caching;
import dev.logferry.api.http.ProblemException;
import dev.logferry.api.http.ProblemKind;
import dev.logferry.api.http.Request;
import dev.logferry.api.http.Response;
import dev.logferry.api.http.Route;
import dev.logferry.api.model.Product;
import dev.logferry.api.model.ProductList;
import dev.logferry.api.model.ProductSort;
import dev.logferry.api.model.ProductSummary;
import dev.logferry.api.model.Total;
import dev.logferry.api.parameters.Cursor;
import dev.logferry.api.parameters.EnumParameter;
import dev.logferry.api.parameters.NextLink;
import dev.logferry.api.parameters.Page;
import dev.logferry.api.parameters.Parameters;
import dev.logferry.api.parameters.Position;
import java.util.List;
import java.util.Optional;

/** The routes of products. */
public final class ProductRoutes {

  private static final EnumParameter<ProductSort> SORTS =
      new EnumParameter<>(ProductSort.class, ProductSort::value);
  private static final int LONGEST_QUERY = 100;

  private final ProductQueries queries;
  private final Caching caching;

  public ProductRoutes(ProductQueries queries, Caching caching) {
    this.queries = queries;
    this.caching = caching;
  }

  /** All of them. */
  public List<Route> routes() {
    return List.of(
        new Route("/v1/products", this::list), new Route("/v1/products/{id}", this::product));
  }

  private Response list(Request request) {
    Parameters parameters = Parameters.of(request);
    List<Long> ids = parameters.ids("ids");
    Optional<String> category = parameters.slug("category");
    Optional<String> brand = parameters.slug("brand");
    Optional<String> query = parameters.text("query", LONGEST_QUERY);
    ProductSort sort = sort(parameters, query);
    int limit = parameters.integer("limit", 1, 100).orElse(20);
    Cursor cursor = new Cursor(List.of("products", ids, category, brand, query, sort).toString());
    Optional<Position> after = parameters.cursor("cursor", cursor);
    boolean withTotal = parameters.flag("total");
    parameters.check();

    ProductFilter filter = new ProductFilter(ids, category, brand, query, sort, limit, after);
    Page<ProductSummary> page = queries.page(filter);
    Optional<Total> total = withTotal ? Optional.of(queries.total(filter)) : Optional.empty();
    ProductList list = new ProductList(page.items(), page.next().map(cursor::text), total);
    Response response = Response.json(ProductList.class, list, caching);
    return NextLink.added(response, request, list.nextCursor());
  }

  private static ProductSort sort(Parameters parameters, Optional<String> query) {
    ProductSort sort =
        parameters
            .oneOf("sort", SORTS)
            .orElse(query.isPresent() ? ProductSort.RELEVANCE : ProductSort.RATING);
    if (sort == ProductSort.RELEVANCE && query.isEmpty()) {
      parameters.reject("sort", sort.value(), "give a query, too, or another sort");
    }
    return sort;
  }

  private Response product(Request request) {
    Parameters parameters = Parameters.of(request);
    long id = parameters.pathId("id");
    parameters.check();

    return queries
        .product(id)
        .map(product -> Response.json(Product.class, product, caching))
        .orElseThrow(
            () -> new ProblemException(ProblemKind.NOT_FOUND, "There is no product " + id + "."));
  }
}
