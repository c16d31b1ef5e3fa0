package dev.logferry.api.product;

import dev.logferry.api.database.Question;
import java.util.List;

/** Opens the questions about products to tests of how they are answered. */
public final class ProductQuestions {

  private ProductQuestions() {}

  public static Question products(Long... ids) {
    return ProductQueries.PRODUCT.of(List.of(ids));
  }

  public static Question page(ProductFilter filter) {
    return ProductListing.question(filter);
  }
}
