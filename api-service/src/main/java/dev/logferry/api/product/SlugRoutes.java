package dev.logferry.api.product;

import dev.logferry.api.database.Database;
import dev.logferry.api.database.Query;
import dev.logferry.api.database.RowReader;
import dev.logferry.api.http.Caching;
import dev.logferry.api.http.Request;
import dev.logferry.api.http.Response;
import dev.logferry.api.http.Route;
import dev.logferry.api.model.Brand;
import dev.logferry.api.model.BrandList;
import dev.logferry.api.model.Category;
import dev.logferry.api.model.CategoryList;
import dev.logferry.api.parameters.Cursor;
import dev.logferry.api.parameters.NextLink;
import dev.logferry.api.parameters.Page;
import dev.logferry.api.parameters.Parameters;
import dev.logferry.api.parameters.Position;
import java.util.List;
import java.util.Optional;

/** The routes of categories and brands: the slugs that products are filtered by. */
public final class SlugRoutes {

  private final Database database;
  private final Caching caching;

  public SlugRoutes(Database database, Caching caching) {
    this.database = database;
    this.caching = caching;
  }

  /** All of them. */
  public List<Route> routes() {
    return List.of(
        new Route("/v1/categories", this::categories), new Route("/v1/brands", this::brands));
  }

  private Response categories(Request request) {
    Part<Category> part =
        part(
            "category", request, row -> new Category(row.getString("slug"), row.getString("name")));
    CategoryList list = new CategoryList(part.items(), part.nextCursor());
    return NextLink.added(
        Response.json(CategoryList.class, list, caching), request, list.nextCursor());
  }

  private Response brands(Request request) {
    Part<Brand> part =
        part("brand", request, row -> new Brand(row.getString("slug"), row.getString("name")));
    BrandList list = new BrandList(part.items(), part.nextCursor());
    return NextLink.added(
        Response.json(BrandList.class, list, caching), request, list.nextCursor());
  }

  private record Part<T>(List<T> items, Optional<String> nextCursor) {}

  private <T> Part<T> part(String table, Request request, RowReader<T> reader) {
    Parameters parameters = Parameters.of(request);
    int limit = parameters.integer("limit", 1, 1000).orElse(100);
    Cursor cursor = new Cursor(table);
    Optional<Position> after = parameters.cursor("cursor", cursor);
    parameters.check();

    Page<T> page =
        Page.of(
            database.list(
                query(table, after, limit),
                row -> new Page.Row<>(reader.read(row), new Position(0, row.getLong("id")))),
            limit);
    return new Part<>(page.items(), page.next().map(cursor::text));
  }

  /** In the order of slugs; a cursor holds the id of the last item instead of its slug. */
  static Query query(String table, Optional<Position> after, int limit) {
    Query query = Query.of("select id, slug, name from " + table);
    if (after.isPresent()) {
      query =
          query.and(
              "where slug > (select slug from %s where id = ?)".formatted(table),
              Math.toIntExact(Math.clamp(after.get().id(), 0, Integer.MAX_VALUE)));
    }
    return query.and("order by slug limit " + (limit + 1));
  }
}
