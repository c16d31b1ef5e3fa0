package dev.logferry.api.contract;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Things that the service has, found by asking it.
 *
 * @param productId the most reviewed product
 * @param reviewId one of its reviews
 * @param category its category's slug
 */
record Samples(long productId, long reviewId, String category) {

  /** Needs at least two products, the first of them with at least two reviews. */
  static Samples of(Wire wire) {
    JsonNode product = wire.get("/v1/products?sort=reviews&limit=1").json().at("/items/0");
    long productId = product.get("id").asLong();
    JsonNode review = wire.get("/v1/products/" + productId + "/reviews?limit=1").json();
    return new Samples(
        productId, review.at("/items/0/id").asLong(), product.at("/category/slug").asString());
  }

  /** Path and query of a request that finds something. */
  String target(Operation operation) {
    return target(operation, Map.of(), Map.of());
  }

  /**
   * The same with other parameters in the path, or some in the query.
   *
   * @param path not encoded yet
   * @param query not encoded yet; of a name with two values, both
   */
  String target(Operation operation, Map<String, String> path, Map<String, List<String>> query) {
    String target = operation.path();
    for (Parameter parameter : operation.in(Parameter.Place.PATH)) {
      String value = path.getOrDefault(parameter.name(), good(operation, parameter));
      target = target.replace("{" + parameter.name() + "}", encoded(value));
    }
    List<String> pairs = new ArrayList<>();
    query.forEach(
        (name, values) -> values.forEach(value -> pairs.add(encoded(name) + "=" + encoded(value))));
    return pairs.isEmpty() ? target : target + "?" + String.join("&", pairs);
  }

  private String good(Operation operation, Parameter parameter) {
    return switch (parameter.name()) {
      case "id" ->
          String.valueOf(operation.path().startsWith("/v1/reviews") ? reviewId : productId);
      case "category" -> category;
      case "file" -> "docs.js";
      default ->
          throw new AssertionError("which %s does the service have?".formatted(parameter.name()));
    };
  }

  /** Percent-encoded for path and query alike. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
