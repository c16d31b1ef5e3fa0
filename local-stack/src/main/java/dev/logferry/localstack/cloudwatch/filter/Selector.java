package dev.logferry.localstack.cloudwatch.filter;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A place in a JSON object.
 *
 * @param steps names, indexes in digits after {@code #}, or {@code *} for all
 */
record Selector(List<String> steps) {

  Selector {
    steps = List.copyOf(steps);
    if (steps.stream().filter("*"::equals).count() > 1) {
      throw new IllegalArgumentException("a selector takes one wildcard, not more: " + steps);
    }
  }

  Stream<JsonNode> found(JsonNode object) {
    Stream<JsonNode> places = Stream.of(object);
    for (String step : steps) {
      places = places.flatMap(place -> within(place, step));
    }
    return places;
  }

  /** Objects and lists never match. */
  Stream<JsonNode> scalars(JsonNode object) {
    return found(object).filter(node -> node.isValueNode() && !node.isNull());
  }

  private static Stream<JsonNode> within(JsonNode place, String step) {
    if (step.equals("*")) {
      return place.valueStream();
    }
    JsonNode next =
        step.startsWith("#") ? place.path(Integer.parseInt(step.substring(1))) : place.path(step);
    return next.isMissingNode() ? Stream.empty() : Stream.of(next);
  }
}
