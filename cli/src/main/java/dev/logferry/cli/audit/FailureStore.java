package dev.logferry.cli.audit;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.search.Hit;
import dev.logferry.cli.connection.Elasticsearch;
import dev.logferry.cli.terminal.CommandException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What Elasticsearch rejected and has in the failure stores of data streams, by document id. Empty
 * on a server without failure stores, which came with 8.19 and 9.1. Not thread-safe.
 *
 * @see <a
 *     href="https://www.elastic.co/docs/manage-data/data-store/data-streams/failure-store">Failure
 *     store</a>
 */
final class FailureStore {
  private static final int IDS_PER_SEARCH = 1_000;

  /** An id can be there several times: each attempt adds a copy under a new id. */
  private static final int MAX_COPIES = 10;

  private final Elasticsearch elasticsearch;
  private final String index;
  private Optional<String> problem = Optional.empty();
  private boolean available = true;

  /**
   * @param index data streams, such as {@code logs-*-*,-logs-logferry.*}
   */
  FailureStore(Elasticsearch elasticsearch, String index) {
    this.elasticsearch = elasticsearch;
    this.index =
        Arrays.stream(index.split(","))
            .map(name -> name + "::failures")
            .collect(Collectors.joining(","));
  }

  /** Why each of these documents was rejected, as far as they are there. */
  Map<String, String> explanations(List<String> documentIds) {
    Map<String, String> found = new HashMap<>();
    for (int from = 0; available && from < documentIds.size(); from += IDS_PER_SEARCH) {
      List<String> some =
          documentIds.subList(from, Math.min(documentIds.size(), from + IDS_PER_SEARCH));
      search(some).forEach(hit -> add(hit, found));
    }
    return found;
  }

  /** Why failure stores could not be read; empty if they could, or if there are none. */
  Optional<String> problem() {
    return problem;
  }

  private List<Hit<JsonNode>> search(List<String> documentIds) {
    List<FieldValue> ids = documentIds.stream().map(FieldValue::of).toList();
    try {
      SearchResponse<JsonNode> response =
          elasticsearch.call(
              "reading failure stores",
              client ->
                  client.search(
                      request ->
                          request
                              .index(index)
                              .ignoreUnavailable(true)
                              .size(Math.min(10_000, MAX_COPIES * ids.size()))
                              .source(
                                  source ->
                                      source.filter(
                                          filter ->
                                              filter.includes(
                                                  "document.id", "error.type", "error.message")))
                              .query(
                                  query ->
                                      query.terms(
                                          terms ->
                                              terms
                                                  .field("document.id")
                                                  .terms(list -> list.value(ids)))),
                      JsonNode.class));
      return response.hits().hits();
    } catch (CommandException unreadable) {
      available = false;
      problem =
          isUnknown(unreadable)
              ? Optional.empty()
              : Optional.of(CommandException.reasonOf(unreadable));
      return List.of();
    }
  }

  /** A server without failure stores takes {@code ::failures} for part of a wrong name. */
  private static boolean isUnknown(CommandException unreadable) {
    return unreadable.getCause() instanceof ElasticsearchException answer
        && (answer.status() == 400 || answer.status() == 404);
  }

  private static void add(Hit<JsonNode> hit, Map<String, String> found) {
    JsonNode source = hit.source();
    if (source == null) {
      return;
    }
    found.putIfAbsent(
        source.at("/document/id").asString(""),
        "%s: %s; in the failure store's index %s"
            .formatted(
                source.at("/error/type").asString("rejected"),
                source.at("/error/message").asString("").lines().findFirst().orElse(""),
                hit.index()));
  }
}
