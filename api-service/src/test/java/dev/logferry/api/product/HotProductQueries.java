package dev.logferry.api.product;

import dev.logferry.api.database.Query;
import java.util.Optional;

/** Opens the queries of products to tests of their plans. */
public final class HotProductQueries {

  private HotProductQueries() {}

  public static Query product(long id) {
    return Query.of(ProductQueries.PRODUCT, id);
  }

  public static Query page(ProductFilter filter) {
    return ProductListing.page(filter);
  }

  public static Query brands() {
    return SlugRoutes.query("brand", Optional.empty(), 100);
  }
}
