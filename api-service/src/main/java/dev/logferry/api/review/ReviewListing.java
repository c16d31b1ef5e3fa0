package dev.logferry.api.review;

import dev.logferry.api.database.Query;
import dev.logferry.api.model.Review;
import dev.logferry.api.model.ReviewSort;
import dev.logferry.api.parameters.Position;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** The query for a page of a product's reviews. */
final class ReviewListing {

  static final String COLUMNS =
      "select id, product_id, posted_at, helpful_count, rating, skin_type, age_group, nickname, title, body";

  private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

  private ReviewListing() {}

  static Query page(ReviewFilter filter) {
    Query query = matching(Query.of(COLUMNS), filter);
    if (filter.after().isPresent()) {
      query = after(query, filter.sort(), filter.after().get());
    }
    return query
        .and("order by %s desc, id desc".formatted(column(filter.sort())))
        // As text: for a limit that it does not know yet, the server plans for a tenth of the
        // table.
        .and("limit " + (filter.limit() + 1));
  }

  /** The query for the ids of all reviews that match, with at most so many rows. */
  static Query ids(ReviewFilter filter, int limit) {
    return matching(Query.of("select id"), filter).and("limit " + limit);
  }

  private static Query matching(Query start, ReviewFilter filter) {
    Query query = start.and("from review where product_id = ?", filter.productId());
    if (filter.rating().isPresent()) {
      query = query.and("and rating = ?", (short) filter.rating().getAsInt());
    }
    if (filter.skinType().isPresent()) {
      query = query.and("and skin_type = ?", ReviewCodes.ofSkinType(filter.skinType().get()));
    }
    if (filter.ageGroup().isPresent()) {
      query = query.and("and age_group = ?", ReviewCodes.ofAgeGroup(filter.ageGroup().get()));
    }
    return query;
  }

  private static Query after(Query query, ReviewSort sort, Position position) {
    Object key = sort == ReviewSort.NEWEST ? time(position.key()) : (Object) position.key();
    return query.and("and (%s, id) < (?, ?)".formatted(column(sort)), key, position.id());
  }

  private static String column(ReviewSort sort) {
    return switch (sort) {
      case NEWEST -> "posted_at";
      case HELPFUL -> "helpful_count";
      case RATING -> "rating";
    };
  }

  /** The key of a review's position in a list. */
  static long key(ReviewSort sort, Review review) {
    return switch (sort) {
      case NEWEST -> ChronoUnit.MICROS.between(Instant.EPOCH, review.postedAt());
      case HELPFUL -> review.helpfulCount();
      case RATING -> review.rating();
    };
  }

  /** Times that the database cannot hold are beyond all reviews anyway. */
  private static OffsetDateTime time(long micros) {
    Instant time = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    Instant held = time.isAfter(LAST) ? LAST : time.isBefore(FIRST) ? FIRST : time;
    return held.atOffset(ZoneOffset.UTC);
  }
}
