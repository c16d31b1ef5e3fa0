package dev.logferry.api.product;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Optional;

/**
 * A page of products.
 *
 * @param nextCursor where the next one begins; empty on the last
 */
@Json
public record ProductList(List<ProductSummary> items, Optional<String> nextCursor) {

  public ProductList {
    items = List.copyOf(items);
  }
}
