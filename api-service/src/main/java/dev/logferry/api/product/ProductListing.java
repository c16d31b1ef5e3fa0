package dev.logferry.api.product;

import dev.logferry.api.database.Question;
import dev.logferry.api.http.Position;
import java.time.LocalDate;

/** The question for a part of the list of products. */
final class ProductListing {

  /** The page is cut from the narrow table first; only its items are looked up in the wide ones. */
  private static final String ITEMS =
      """
      select product.id, product.name, product.price_yen,
        product.released_on - date '1970-01-01' as released_epoch_day,
        brand.slug as brand_slug, brand.name as brand_name,
        category.slug as category_slug, category.name as category_name,
        ratings_1, ratings_2, ratings_3, ratings_4, ratings_5, list_key
      from (
        select product_id, ratings_1, ratings_2, ratings_3, ratings_4, ratings_5,
      """;

  private static final String LOOKED_UP =
      """
      ) as listed
      join product on product.id = listed.product_id
      join brand on brand.id = product.brand_id
      join category on category.id = product.category_id
      order by listed.list_key desc, listed.product_id desc
      """;

  private ProductListing() {}

  static Question question(ProductFilter filter) {
    Question question =
        Question.of(ITEMS).and(key(filter.sort()) + " as list_key from product_listing where true");
    if (filter.category().isPresent()) {
      question =
          question.and(
              "and category_id = (select id from category where slug = ?)",
              filter.category().get());
    }
    if (filter.brand().isPresent()) {
      question =
          question.and(
              "and brand_id = (select id from brand where slug = ?)", filter.brand().get());
    }
    if (filter.query().isPresent()) {
      String query = filter.query().get();
      question =
          question
              .and("and text_grams(folded_name) @> query_grams(folded_text(?))", query)
              .and("and strpos(folded_name, folded_text(?)) > 0", query)
              // Nothing but accents folds to nothing, which every name contains.
              .and("and folded_text(?) <> ''", query)
              .plannedForItsValues();
    }
    if (filter.after().isPresent()) {
      question = after(question, filter.sort(), filter.after().get());
    }
    return question
        .and("order by %s desc, product_id desc".formatted(column(filter.sort())))
        // Written out: for a limit that it does not know yet, the server plans for a tenth of the
        // table.
        .and("limit " + (filter.limit() + 1))
        .and(LOOKED_UP);
  }

  private static Question after(Question question, ProductSort sort, Position position) {
    Object key = sort == ProductSort.NEWEST ? day(position.key()) : (Object) position.key();
    return question.and(
        "and (%s, product_id) < (?, ?)".formatted(column(sort)), key, position.id());
  }

  private static String column(ProductSort sort) {
    return switch (sort) {
      case RATING -> "score";
      case REVIEWS -> "review_count";
      case NEWEST -> "released_on";
    };
  }

  private static String key(ProductSort sort) {
    return sort == ProductSort.NEWEST ? "released_on - date '1970-01-01'" : column(sort);
  }

  /** Days that the database can't hold are beyond all products anyway. */
  private static LocalDate day(long key) {
    return LocalDate.ofEpochDay(Math.clamp(key, -1_000_000, 1_000_000));
  }
}
