package dev.logferry.api.product;

import dev.logferry.api.database.Database;
import dev.logferry.api.database.Query;
import dev.logferry.api.database.Totals;
import dev.logferry.api.model.Product;
import dev.logferry.api.model.ProductSummary;
import dev.logferry.api.model.Total;
import dev.logferry.api.parameters.Page;
import dev.logferry.api.parameters.Position;
import java.util.Optional;

/** Reads products from the database. */
public final class ProductQueries {

  static final String PRODUCT =
      """
      select product.id, product.name, product.description, product.price_yen,
        product.released_on - date '1970-01-01' as released_epoch_day,
        brand.slug as brand_slug, brand.name as brand_name,
        category.slug as category_slug, category.name as category_name,
        ratings_1, ratings_2, ratings_3, ratings_4, ratings_5
      from product
      join brand on brand.id = product.brand_id
      join category on category.id = product.category_id
      join product_listing on product_listing.product_id = product.id
      where product.id = ?
      """;

  private final Database database;
  private final Totals totals;

  public ProductQueries(Database database) {
    this.database = database;
    this.totals = new Totals(database);
  }

  /** A page of the products that match. */
  public Page<ProductSummary> page(ProductFilter filter) {
    return Page.of(
        database.list(
            ProductListing.page(filter),
            row ->
                new Page.Row<>(
                    ProductRows.summary(row),
                    new Position(row.getLong("list_key"), row.getLong("id")))),
        filter.limit());
  }

  /** How many products match. */
  public Total total(ProductFilter filter) {
    return totals.of(
        ProductListing.ids(filter, Totals.MOST_COUNTED + 1),
        ProductListing.ids(filter, Integer.MAX_VALUE));
  }

  /** One product; empty if there is none with this id. */
  public Optional<Product> product(long id) {
    return database.first(Query.of(PRODUCT, id), ProductRows::product);
  }
}
