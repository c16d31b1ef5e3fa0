package dev.logferry.api.ranking;

import dev.logferry.api.product.Category;
import io.avaje.jsonb.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * The best products of a category in a period, best first.
 *
 * @param from first day that it looks at
 * @param to last day that it looks at
 * @param refreshedAt when it was made
 */
@Json
public record Ranking(
    Category category,
    Period period,
    LocalDate from,
    LocalDate to,
    Instant refreshedAt,
    List<RankedProduct> items) {

  public Ranking {
    items = List.copyOf(items);
  }
}
