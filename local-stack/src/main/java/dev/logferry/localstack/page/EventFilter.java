package dev.logferry.localstack.page;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which events to show.
 *
 * @param from earliest {@code @timestamp}, inclusive
 * @param to latest, exclusive
 * @param levels any of them; empty for all
 * @param text a query in the syntax of Elasticsearch's query_string; all words must occur
 */
record EventFilter(
    Instant from,
    Instant to,
    Optional<String> service,
    List<String> levels,
    Optional<String> group,
    Optional<String> text) {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int BUCKETS = 60;

  EventFilter {
    levels = List.copyOf(levels);
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("the range from %s to %s is empty".formatted(from, to));
    }
  }

  static EventFilter of(QueryParameters parameters) {
    return new EventFilter(
        time(parameters, "from"),
        time(parameters, "to"),
        parameters.optional("service"),
        parameters.optional("level").map(levels -> List.of(levels.split(","))).orElse(List.of()),
        parameters.optional("group"),
        parameters.optional("text"));
  }

  private static Instant time(QueryParameters parameters, String name) {
    String text = parameters.required(name);
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "%s must be a time like 2026-11-29T08:00:00Z, not %s".formatted(name, text), e);
    }
  }

  /** Time, group and text: what the choices of services and levels are counted in. */
  ObjectNode query() {
    ObjectNode query = JSON.createObjectNode();
    ObjectNode bool = query.putObject("bool");
    ArrayNode filters = bool.putArray("filter");
    filters
        .addObject()
        .putObject("range")
        .putObject("@timestamp")
        .put("gte", from.toString())
        .put("lt", to.toString());
    group.ifPresent(key -> filters.add(term("error.grouping_key", key)));
    text.ifPresent(
        words ->
            filters
                .addObject()
                .putObject("query_string")
                .put("query", words)
                .put("default_operator", "AND")
                .put("lenient", true));
    return query;
  }

  ObjectNode serviceFilter() {
    return service.map(name -> term("service.name", name)).orElseGet(EventFilter::all);
  }

  ObjectNode levelFilter() {
    return levels.isEmpty() ? all() : anyOf("log.level", levels);
  }

  ObjectNode serviceAndLevelFilter() {
    ObjectNode both = JSON.createObjectNode();
    both.putObject("bool").putArray("filter").add(serviceFilter()).add(levelFilter());
    return both;
  }

  /** Width of a bar of the chart, whole seconds. */
  Duration interval() {
    return Duration.ofSeconds(Math.max(1, Duration.between(from, to).toSeconds() / BUCKETS));
  }

  static ObjectNode term(String field, String value) {
    ObjectNode term = JSON.createObjectNode();
    term.putObject("term").put(field, value);
    return term;
  }

  private static ObjectNode all() {
    ObjectNode all = JSON.createObjectNode();
    all.putObject("match_all");
    return all;
  }

  /** The field and the values that one of them must be. */
  static ObjectNode anyOf(String field, List<String> values) {
    ObjectNode terms = JSON.createObjectNode();
    values.forEach(terms.putObject("terms").putArray(field)::add);
    return terms;
  }
}
