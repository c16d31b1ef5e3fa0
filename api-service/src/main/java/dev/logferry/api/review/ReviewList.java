package dev.logferry.api.review;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Optional;

/**
 * A page of reviews.
 *
 * @param nextCursor where the next one begins; empty on the last
 */
@Json
public record ReviewList(List<Review> items, Optional<String> nextCursor) {

  public ReviewList {
    items = List.copyOf(items);
  }
}
