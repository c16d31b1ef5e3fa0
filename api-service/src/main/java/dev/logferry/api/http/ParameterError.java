package dev.logferry.api.http;

import io.avaje.jsonb.Json;
import java.util.Optional;

/**
 * What is wrong with one parameter.
 *
 * @param parameter its name
 * @param value what it was, cut when long; empty if it is missing or unknown
 * @param detail what to give instead
 */
@Json
public record ParameterError(String parameter, Optional<String> value, String detail) {}
