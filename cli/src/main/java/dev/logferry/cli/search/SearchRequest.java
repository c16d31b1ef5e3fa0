package dev.logferry.cli.search;

import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What to search for.
 *
 * @param query in Elasticsearch's query string syntax; words are looked for in {@code message}, and
 *     all of them must be there
 * @param index data stream, index or pattern
 * @param size most hits to return, newest first; 0 to {@link #MAX_SIZE}
 * @param from earliest time, included
 * @param to latest time, included
 */
public record SearchRequest(
    String query, String index, int size, Optional<Instant> from, Optional<Instant> to) {
  /** Elasticsearch's default {@code index.max_result_window}. */
  public static final int MAX_SIZE = 10_000;

  private static final JsonMapper JSON = new JsonMapper();
  private static final String TIME_FIELD = "@timestamp";

  public SearchRequest {
    if (size < 0 || size > MAX_SIZE) {
      throw new IllegalArgumentException(
          "size must be from 0 to %d, not %d".formatted(MAX_SIZE, size));
    }
    if (from.isPresent() && to.isPresent() && from.get().isAfter(to.get())) {
      throw new IllegalArgumentException(
          "the range begins (%s) after it ends (%s)".formatted(from.get(), to.get()));
    }
  }

  /** The body of the search. */
  String toJson() {
    ObjectNode body = JSON.createObjectNode();
    body.put("size", size);
    body.put("track_total_hits", true);
    ObjectNode newestFirst = body.putArray("sort").addObject().putObject(TIME_FIELD);
    newestFirst.put("order", "desc").put("unmapped_type", "date");
    ObjectNode bool = body.putObject("query").putObject("bool");
    addQuery(bool.putArray("must"));
    addRange(bool.putArray("filter"));
    return body.toString();
  }

  private void addQuery(ArrayNode must) {
    ObjectNode queryString = must.addObject().putObject("query_string");
    queryString.put("query", query);
    queryString.put("default_operator", "AND");
    queryString.put("default_field", "message");
  }

  private void addRange(ArrayNode filter) {
    if (from.isEmpty() && to.isEmpty()) {
      return;
    }
    ObjectNode range = filter.addObject().putObject("range").putObject(TIME_FIELD);
    range.put("format", "strict_date_optional_time");
    from.ifPresent(time -> range.put("gte", time.toString()));
    to.ifPresent(time -> range.put("lte", time.toString()));
  }
}
