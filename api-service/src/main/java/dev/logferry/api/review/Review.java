package dev.logferry.api.review;

import io.avaje.jsonb.Json;
import java.time.Instant;

/**
 * What one reviewer wrote of one product.
 *
 * @param rating 1 to 5
 * @param helpfulCount how many readers found it helpful
 */
@Json
public record Review(
    long id,
    long productId,
    int rating,
    String title,
    String body,
    Reviewer reviewer,
    int helpfulCount,
    Instant postedAt) {}
