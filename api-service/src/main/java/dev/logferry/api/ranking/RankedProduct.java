package dev.logferry.api.ranking;

import dev.logferry.api.product.ProductSummary;
import io.avaje.jsonb.Json;
import java.util.OptionalInt;

/**
 * A place in a ranking.
 *
 * @param rank from 1
 * @param previousRank in the ranking that this one replaced; empty if it was not in it
 * @param product who holds it
 */
@Json
public record RankedProduct(int rank, OptionalInt previousRank, ProductSummary product) {}
