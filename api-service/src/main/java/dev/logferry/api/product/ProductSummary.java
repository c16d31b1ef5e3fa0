package dev.logferry.api.product;

import io.avaje.jsonb.Json;
import java.time.LocalDate;

/** A product as lists and rankings show it. */
@Json
public record ProductSummary(
    long id,
    String name,
    Brand brand,
    Category category,
    int priceYen,
    LocalDate releasedOn,
    Rating rating) {}
