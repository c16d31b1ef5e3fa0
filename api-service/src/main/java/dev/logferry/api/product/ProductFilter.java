package dev.logferry.api.product;

import dev.logferry.api.model.ProductSort;
import dev.logferry.api.parameters.Position;
import java.util.List;
import java.util.Optional;

/**
 * Which products a list contains, and in which order.
 *
 * @param ids only these; empty for all
 * @param category slug of their category; empty for all
 * @param brand slug of their brand; empty for all
 * @param query words that brand and name must contain, in any order; empty for all
 * @param sort their order
 * @param limit how many at most, from 1
 * @param after where the previous page ended; empty for the first
 */
public record ProductFilter(
    List<Long> ids,
    Optional<String> category,
    Optional<String> brand,
    Optional<String> query,
    ProductSort sort,
    int limit,
    Optional<Position> after) {

  public ProductFilter {
    ids = List.copyOf(ids);
  }
}
