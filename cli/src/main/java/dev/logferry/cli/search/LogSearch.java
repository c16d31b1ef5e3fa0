package dev.logferry.cli.search;

import co.elastic.clients.elasticsearch._types.ShardFailure;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.mapping.FieldType;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import dev.logferry.cli.connection.Elasticsearch;
import dev.logferry.cli.terminal.CommandException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Searches a cluster's logs. */
final class LogSearch {

  private final Elasticsearch cluster;

  LogSearch(Elasticsearch cluster) {
    this.cluster = cluster;
  }

  /**
   * Searches once, newest first.
   *
   * @throws CommandException if Elasticsearch cannot be reached or rejects the search
   */
  SearchResult search(SearchRequest request) {
    return search(request.toQuery(), request.index(), request.size(), SortOrder.Desc);
  }

  /** Searches by a query of the caller's, in the order of time. */
  SearchResult search(Query query, String index, int size, SortOrder order) {
    SearchResponse<JsonNode> response =
        cluster.call(
            "searching " + index,
            client ->
                client.search(
                    search ->
                        search
                            .index(index)
                            .query(query)
                            .size(size)
                            .trackTotalHits(track -> track.enabled(true))
                            .sort(
                                sort ->
                                    sort.field(
                                        field ->
                                            field
                                                .field(SearchRequest.TIME_FIELD)
                                                .order(order)
                                                .unmappedType(FieldType.Date))),
                    JsonNode.class));
    List<Hit> hits =
        response.hits().hits().stream()
            .map(
                hit -> {
                  JsonNode source = hit.source();
                  String id = hit.id();
                  return new Hit(
                      hit.index(),
                      id == null ? "" : id,
                      source == null ? MissingNode.getInstance() : source);
                })
            .toList();
    var total = response.hits().total();
    return new SearchResult(
        total == null ? hits.size() : total.value(), hits, incomplete(response));
  }

  private static Optional<String> incomplete(SearchResponse<JsonNode> response) {
    int failed = response.shards().failed().intValue();
    if (failed == 0) {
      return response.timedOut() ? Optional.of("the search timed out") : Optional.empty();
    }
    String reason =
        response.shards().failures().stream()
            .map(ShardFailure::reason)
            .map(Elasticsearch::reason)
            .findFirst()
            .orElse("no reason given");
    return Optional.of(
        "%d of %d shards failed: %s"
            .formatted(failed, response.shards().total().intValue(), reason));
  }

  /** The names of all fields of an index pattern. */
  Set<String> fields(String index) {
    return new TreeSet<>(
        cluster
            .call(
                "reading the fields of " + index,
                client -> client.fieldCaps(caps -> caps.index(index).fields("*")))
            .fields()
            .keySet());
  }
}
