package dev.logferry.api.product;

import dev.logferry.api.database.Database;
import dev.logferry.api.http.Page;
import java.util.Optional;

/** What is asked of the database about products. */
@SuppressWarnings("DoNotCallSuggester") // until the queries are written
public final class ProductQueries {

  @SuppressWarnings("unused")
  private final Database database;

  public ProductQueries(Database database) {
    this.database = database;
  }

  /** A part of the list of products that fit. */
  public Page<ProductSummary> page(ProductFilter filter) {
    throw new UnsupportedOperationException();
  }

  /** One product; empty if there is none of this id. */
  public Optional<Product> product(long id) {
    throw new UnsupportedOperationException();
  }
}
