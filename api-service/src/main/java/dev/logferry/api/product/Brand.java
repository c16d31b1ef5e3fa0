package dev.logferry.api.product;

import io.avaje.jsonb.Json;

/**
 * Who makes a product.
 *
 * @param slug lower case letters, digits and hyphens; unique
 * @param name as printed
 */
@Json
public record Brand(String slug, String name) {}
