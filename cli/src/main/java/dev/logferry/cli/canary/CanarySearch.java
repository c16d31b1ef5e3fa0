package dev.logferry.cli.canary;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.search.Hit;
import dev.logferry.cli.audit.StoredEvents;
import dev.logferry.cli.connection.Elasticsearch;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks for lines in Elasticsearch. */
final class CanarySearch {
  private static final String TRACE_ID = "trace.id";
  private static final int IDS_PER_SEARCH = 500;
  private static final int MAX_HITS = 2 * IDS_PER_SEARCH;

  private final Elasticsearch elasticsearch;
  private final String index;

  CanarySearch(Elasticsearch elasticsearch, String index) {
    this.elasticsearch = elasticsearch;
    this.index = index;
  }

  /** How many documents each trace id has, without those that have none. */
  Map<String, Integer> copies(Collection<String> traceIds) {
    List<FieldValue> values = traceIds.stream().map(FieldValue::of).toList();
    Map<String, Integer> copies = new HashMap<>();
    for (int from = 0; from < values.size(); from += IDS_PER_SEARCH) {
      Query query = query(values.subList(from, Math.min(values.size(), from + IDS_PER_SEARCH)));
      for (Hit<Void> hit : search(query)) {
        var ids = hit.fields().get(TRACE_ID);
        if (ids != null) {
          copies.merge(ids.toJson().asJsonArray().getString(0), 1, Integer::sum);
        }
      }
    }
    return copies;
  }

  /** A document about a new kind of error names its first event, and is no copy of it. */
  private static Query query(List<FieldValue> traceIds) {
    Query ofLines =
        Query.of(
            query -> query.terms(terms -> terms.field(TRACE_ID).terms(ids -> ids.value(traceIds))));
    return Query.of(
        query -> query.bool(bool -> bool.mustNot(StoredEvents.ERROR_GROUPS).filter(ofLines)));
  }

  private List<Hit<Void>> search(Query query) {
    return elasticsearch.call(
        "looking for the canary's lines in " + index,
        client ->
            client
                .search(
                    request ->
                        request
                            .index(index)
                            .ignoreUnavailable(true)
                            .size(MAX_HITS)
                            .source(source -> source.fetch(false))
                            .fields(field -> field.field(TRACE_ID))
                            .query(query),
                    Void.class)
                .hits()
                .hits());
  }
}
