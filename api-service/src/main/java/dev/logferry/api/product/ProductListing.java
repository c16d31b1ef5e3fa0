package dev.logferry.api.product;

import dev.logferry.api.database.Query;
import dev.logferry.api.model.ProductSort;
import dev.logferry.api.parameters.Position;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;

/** The query for a page of products. */
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
      """;

  private static final String PAGE =
      """
      select product_id, ratings_1, ratings_2, ratings_3, ratings_4, ratings_5, list_key
      from (select listed.*,
      """;

  private static final String LOOKED_UP =
      """
      ) as page
      join product on product.id = page.product_id
      join brand on brand.id = product.brand_id
      join category on category.id = product.category_id
      order by page.list_key desc, page.product_id desc
      """;

  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");
  private static final int POINTS_OF_PHRASE = 16;
  private static final int MOST_RANKED = 2_000;

  /** Scores are millionths of stars, of which there are five: they decide between equal matches. */
  private static final int MORE_THAN_ANY_SCORE = 10_000_000;

  private ProductListing() {}

  static Query page(ProductFilter filter) {
    Query start = Query.of(ITEMS).and(PAGE);
    Query query =
        filter.sort() == ProductSort.RELEVANCE
            ? ranked(start, filter)
            : matching(start.and(key(filter.sort()) + " as list_key"), filter);
    query = query.and(") as listed where true");
    if (filter.after().isPresent()) {
      query = after(query, filter.sort(), filter.after().get());
    }
    return query
        .and("order by %s desc, product_id desc".formatted(column(filter.sort())))
        // As text: for a limit that it does not know yet, the server plans for a tenth of the
        // table.
        .and("limit " + (filter.limit() + 1))
        .and(LOOKED_UP);
  }

  /** The query for the ids of all products that match, with at most so many rows. */
  static Query ids(ProductFilter filter, int limit) {
    return matching(Query.of("select product_id"), filter).and("limit " + limit);
  }

  private static Query matching(Query start, ProductFilter filter) {
    Query query = start.and("from product_listing as listed where true");
    if (!filter.ids().isEmpty()) {
      query = query.and("and product_id = any(?)", (Object) filter.ids().toArray(Long[]::new));
      query = query.plannedForItsValues();
    }
    if (filter.category().isPresent()) {
      query =
          query.and(
              "and category_id = (select id from category where slug = ?)",
              filter.category().get());
    }
    if (filter.brand().isPresent()) {
      query =
          query.and("and brand_id = (select id from brand where slug = ?)", filter.brand().get());
    }
    for (String word : words(filter.query().orElse(""))) {
      query =
          query
              .and("and text_grams(search_text) @> query_grams(folded_text(?))", word)
              .and("and strpos(search_text, folded_text(?)) > 0", word)
              // Nothing but accents folds to nothing, which every text contains.
              .and("and folded_text(?) <> ''", word)
              .plannedForItsValues();
    }
    return query;
  }

  private static List<String> words(String query) {
    return SPACES.splitAsStream(query).filter(word -> !word.isEmpty()).distinct().toList();
  }

  /** A word that most names have must not cost a score for each of them. */
  private static Query ranked(Query start, ProductFilter filter) {
    Query query = relevance(start, filter.query().orElse("")).and("as list_key from (select *");
    return matching(query, filter)
        .and("order by score desc, product_id desc limit " + MOST_RANKED)
        .and(") as listed");
  }

  /** Whole words count most, then beginnings of words; the words side by side count most of all. */
  private static Query relevance(Query start, String query) {
    Query sum = start.and("(case when strpos(search_text, folded_text(?)) > 0", query);
    sum = sum.and("then %d else 0 end".formatted(POINTS_OF_PHRASE));
    for (String word : words(query)) {
      sum =
          sum.and(
                  "+ case when strpos(' ' || search_text || ' ', ' ' || folded_text(?) || ' ') > 0 then 2",
                  word)
              .and(
                  "when strpos(' ' || search_text, ' ' || folded_text(?)) > 0 then 1 else 0 end",
                  word);
    }
    return sum.and(") * %d::bigint + score".formatted(MORE_THAN_ANY_SCORE));
  }

  private static Query after(Query query, ProductSort sort, Position position) {
    Object key = sort == ProductSort.NEWEST ? day(position.key()) : (Object) position.key();
    return query.and("and (%s, product_id) < (?, ?)".formatted(column(sort)), key, position.id());
  }

  private static String column(ProductSort sort) {
    return switch (sort) {
      case RELEVANCE -> "list_key";
      case RATING -> "score";
      case REVIEWS -> "review_count";
      case NEWEST -> "released_on";
    };
  }

  private static String key(ProductSort sort) {
    return sort == ProductSort.NEWEST ? "released_on - date '1970-01-01'" : column(sort);
  }

  /** Days that the database cannot hold are beyond all products anyway. */
  private static LocalDate day(long key) {
    return LocalDate.ofEpochDay(Math.clamp(key, -1_000_000, 1_000_000));
  }
}
