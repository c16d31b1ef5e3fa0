package dev.logferry.api.product;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How a product is rated, as its own page shows it.
 *
 * @param count of reviews
 * @param mean of their ratings, 1 to 5, two decimals; empty without reviews
 * @param histogram reviews with rating 1, 2, 3, 4 and 5: five numbers whose sum is the count
 */
@Json
public record RatingSummary(int count, OptionalDouble mean, List<Integer> histogram) {

  public RatingSummary {
    histogram = List.copyOf(histogram);
    if (histogram.size() != 5 || histogram.stream().mapToInt(Integer::intValue).sum() != count) {
      throw new IllegalArgumentException(
          "a histogram of %s does not sum up to %d in five numbers".formatted(histogram, count));
    }
  }
}
