package dev.logferry.cli.search;

import co.elastic.clients.elasticsearch._types.query_dsl.BoolQuery;
import co.elastic.clients.elasticsearch._types.query_dsl.Operator;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch._types.query_dsl.TextQueryType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What to search for.
 *
 * @param query in Elasticsearch's query string syntax; words are looked for in {@link #FIELDS}, and
 *     all of them must be in a document
 * @param index data stream, index or pattern
 * @param size most hits to return, newest first; 0 to {@link #MAX_SIZE}
 * @param from earliest time, included
 * @param to latest time, included
 */
record SearchRequest(
    String query, String index, int size, Optional<Instant> from, Optional<Instant> to) {
  /** Elasticsearch's default {@code index.max_result_window}. */
  static final int MAX_SIZE = 10_000;

  /** The fields that hold text for people; {@code json} is that of lines in no known form. */
  static final List<String> FIELDS =
      List.of(
          "message", "error.message", "error.type", "error.stack_trace", "event.original", "json");

  static final String TIME_FIELD = "@timestamp";

  SearchRequest {
    if (size < 0 || size > MAX_SIZE) {
      throw new IllegalArgumentException(
          "size must be from 0 to %d, not %d".formatted(MAX_SIZE, size));
    }
    if (from.isPresent() && to.isPresent() && from.get().isAfter(to.get())) {
      throw new IllegalArgumentException(
          "the range begins (%s) after it ends (%s)".formatted(from.get(), to.get()));
    }
  }

  /** The same from a time on. */
  SearchRequest since(Instant time) {
    return new SearchRequest(query, index, size, Optional.of(time), to);
  }

  /** The same without its range. */
  SearchRequest atAnyTime() {
    return new SearchRequest(query, index, size, Optional.empty(), Optional.empty());
  }

  Query toQuery() {
    BoolQuery.Builder bool =
        new BoolQuery.Builder()
            .must(
                must ->
                    must.queryString(
                        words ->
                            words
                                .query(query)
                                .fields(FIELDS)
                                .defaultOperator(Operator.And)
                                .type(TextQueryType.CrossFields)
                                .lenient(true)));
    if (from.isPresent() || to.isPresent()) {
      bool.filter(
          filter ->
              filter.range(
                  range ->
                      range.date(
                          date -> {
                            date.field(TIME_FIELD).format("strict_date_optional_time");
                            from.ifPresent(time -> date.gte(time.toString()));
                            to.ifPresent(time -> date.lte(time.toString()));
                            return date;
                          })));
    }
    return bool.build()._toQuery();
  }
}
