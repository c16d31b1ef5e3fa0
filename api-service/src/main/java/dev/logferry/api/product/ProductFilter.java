package dev.logferry.api.product;

import dev.logferry.api.http.Position;
import java.util.Optional;

/**
 * Which products a list holds.
 *
 * @param category slug of their category; empty for all
 * @param brand slug of their brand; empty for all
 * @param query text that their names contain, whatever its case and width; empty for all. Accents
 *     alone are in none.
 * @param sort their order
 * @param limit how many at most, from 1
 * @param after where the page before ended; empty for the first
 */
public record ProductFilter(
    Optional<String> category,
    Optional<String> brand,
    Optional<String> query,
    ProductSort sort,
    int limit,
    Optional<Position> after) {}
