package dev.logferry.api.product;

import dev.logferry.api.database.BatchedLookup;
import dev.logferry.api.database.Database;
import dev.logferry.api.database.IdQuestion;
import dev.logferry.api.database.Keyed;
import dev.logferry.api.http.Page;
import dev.logferry.api.http.Position;
import java.util.Optional;

/** What is asked of the database about products. */
public final class ProductQueries {

  static final IdQuestion PRODUCT =
      new IdQuestion(
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
          where product.id =""");

  private final Database database;
  private final BatchedLookup<Product> products;

  public ProductQueries(Database database) {
    this.database = database;
    products = new BatchedLookup<>(database, PRODUCT, ProductRows::product, Product::id);
  }

  /** A part of the list of products that fit. */
  public Page<ProductSummary> page(ProductFilter filter) {
    return Keyed.page(
        database.list(
            ProductListing.question(filter),
            row ->
                new Keyed<>(
                    ProductRows.summary(row),
                    new Position(row.getLong("list_key"), row.getLong("id")))),
        filter.limit());
  }

  /** One product; empty if there is none of this id. */
  public Optional<Product> product(long id) {
    return products.find(id);
  }
}
