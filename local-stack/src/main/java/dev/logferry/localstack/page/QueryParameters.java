package dev.logferry.localstack.page;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A request's query parameters; of several with one name, the last. */
record QueryParameters(Map<String, String> values) {

  QueryParameters {
    values = Map.copyOf(values);
  }

  /**
   * Decodes them.
   *
   * @throws IllegalArgumentException if the percent encoding is malformed
   */
  static QueryParameters of(URI request) {
    Map<String, String> values = new HashMap<>();
    for (String pair : Optional.ofNullable(request.getRawQuery()).orElse("").split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return new QueryParameters(values);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** A parameter that is there and not blank. */
  Optional<String> optional(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
  }

  String required(String name) {
    return optional(name)
        .orElseThrow(() -> new IllegalArgumentException("the parameter " + name + " is missing"));
  }
}
