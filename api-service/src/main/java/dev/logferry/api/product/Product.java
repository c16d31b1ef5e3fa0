package dev.logferry.api.product;

import io.avaje.jsonb.Json;
import java.time.LocalDate;

/** A product as its own page shows it. */
@Json
public record Product(
    long id,
    String name,
    String description,
    Brand brand,
    Category category,
    int priceYen,
    LocalDate releasedOn,
    RatingSummary rating) {}
