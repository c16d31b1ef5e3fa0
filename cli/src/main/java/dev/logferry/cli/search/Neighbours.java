package dev.logferry.cli.search;

import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Finds a document by its id, and what was logged around it. */
final class Neighbours {

  private static final String STREAM = "aws.cloudwatch.log_stream";
  private static final String GROUP = "aws.cloudwatch.log_group";
  private static final int MAX_TRACE_EVENTS = 1000;

  private final LogSearch search;
  private final String index;

  Neighbours(LogSearch search, String index) {
    this.search = search;
    this.index = index;
  }

  /** The document with this id. */
  Optional<Hit> byId(String id) {
    Query query = Query.of(it -> it.ids(ids -> ids.values(id)));
    return search.search(query, index, 1, SortOrder.Desc).hits().stream().findFirst();
  }

  /** Lines of the same log stream: so many before it and after it, and itself, in order of time. */
  List<Hit> around(Hit hit, int count) {
    Optional<String> time = hit.text(SearchRequest.TIME_FIELD);
    Optional<String> stream = hit.text(STREAM);
    if (time.isEmpty() || stream.isEmpty()) {
      return List.of(hit);
    }
    List<Hit> lines = new ArrayList<>(side(hit, time.get(), count, SortOrder.Desc));
    Collections.reverse(lines);
    lines.add(hit);
    List<Hit> after = side(hit, time.get(), count, SortOrder.Asc);
    // Lines of the same millisecond are on both sides.
    after.stream()
        .filter(line -> lines.stream().noneMatch(known -> known.id().equals(line.id())))
        .forEach(lines::add);
    return lines;
  }

  private List<Hit> side(Hit hit, String time, int count, SortOrder order) {
    Query query =
        Query.of(
            it ->
                it.bool(
                    bool ->
                        bool.filter(term(STREAM, hit.text(STREAM).orElse("")))
                            .filter(term(GROUP, hit.text(GROUP).orElse("")))
                            .mustNot(not -> not.ids(ids -> ids.values(hit.id())))
                            .filter(
                                filter ->
                                    filter.range(
                                        range ->
                                            range.date(
                                                date -> {
                                                  date.field(SearchRequest.TIME_FIELD);
                                                  return order == SortOrder.Asc
                                                      ? date.gte(time)
                                                      : date.lte(time);
                                                })))));
    return search.search(query, index, count, order).hits();
  }

  /** All lines of the same trace, in order of time; empty if the line is of none. */
  List<Hit> trace(Hit hit) {
    return hit.text("trace.id")
        .map(
            trace -> search.search(term("trace.id", trace), index, MAX_TRACE_EVENTS, SortOrder.Asc))
        .map(SearchResult::hits)
        .orElse(List.of());
  }

  private static Query term(String field, String value) {
    return Query.of(it -> it.term(term -> term.field(field).value(value)));
  }
}
