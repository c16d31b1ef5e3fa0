package dev.logferry.api.review;

import dev.logferry.api.model.AgeGroup;
import dev.logferry.api.model.ReviewSort;
import dev.logferry.api.model.SkinType;
import dev.logferry.api.parameters.Position;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which reviews of a product a list contains, and in which order.
 *
 * @param productId of the product
 * @param rating 1 to 5; empty for all
 * @param skinType of their authors; empty for all
 * @param ageGroup of their authors; empty for all
 * @param sort their order
 * @param limit how many at most, from 1
 * @param after where the previous page ended; empty for the first
 */
public record ReviewFilter(
    long productId,
    OptionalInt rating,
    Optional<SkinType> skinType,
    Optional<AgeGroup> ageGroup,
    ReviewSort sort,
    int limit,
    Optional<Position> after) {}
