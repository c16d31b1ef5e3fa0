package dev.logferry.api.product;

import dev.logferry.api.database.Question;

/** Opens the questions about products to tests of how they are answered. */
public final class ProductQuestions {

  private ProductQuestions() {}

  public static Question product(long id) {
    return ProductQueries.question(id);
  }

  public static Question page(ProductFilter filter) {
    return ProductListing.question(filter);
  }
}
