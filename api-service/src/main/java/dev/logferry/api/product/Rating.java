package dev.logferry.api.product;

import io.avaje.jsonb.Json;
import java.util.OptionalDouble;

/**
 * How a product is rated, as lists show it.
 *
 * @param count of reviews
 * @param mean of their ratings, 1 to 5, two decimals; empty without reviews
 */
@Json
public record Rating(int count, OptionalDouble mean) {}
