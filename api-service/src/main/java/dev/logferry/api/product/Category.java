package dev.logferry.api.product;

import io.avaje.jsonb.Json;

/**
 * What kind of thing a product is.
 *
 * @param slug lower case letters, digits and hyphens; unique
 * @param name as printed
 */
@Json
public record Category(String slug, String name) {}
