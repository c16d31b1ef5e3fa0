package dev.logferry.cli.audit;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.ShardStatistics;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.CountResponse;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.elasticsearch.core.search.Hit;
import co.elastic.clients.json.JsonData;
import dev.logferry.cli.audit.StoredEvent.Copy;
import dev.logferry.cli.cloudwatch.EventIdRange;
import dev.logferry.cli.cloudwatch.TimeSlice;
import dev.logferry.cli.connection.Elasticsearch;
import dev.logferry.cli.terminal.UndeterminedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What Elasticsearch holds of the events of a log group, found by their ids. */
public final class StoredEvents {
  private static final int PAGE = 5_000;
  private static final String KEEP_ALIVE = "5m";
  private static final String EVENT_ID = "aws.cloudwatch.event_id";
  private static final String LOG_GROUP = "aws.cloudwatch.log_group";
  private static final String LOG_STREAM = "aws.cloudwatch.log_stream";
  private static final String DEGRADED = "logferry.degraded.reason";

  /**
   * The documents about new kinds of errors, which name the event that was the first: they are no
   * copies of it (docs/ERROR-GROUPS.md).
   */
  public static final Query ERROR_GROUPS =
      Query.of(
          query ->
              query.term(term -> term.field("data_stream.dataset").value("logferry.error_groups")));

  private final Elasticsearch elasticsearch;
  private final String index;

  /**
   * @param index data streams to look into, such as {@code logs-*-*}
   */
  StoredEvents(Elasticsearch elasticsearch, String index) {
    this.elasticsearch = elasticsearch;
    this.index = index;
  }

  long count(String group, TimeSlice slice) {
    CountResponse response =
        elasticsearch.call(
            "counting events in " + index,
            client ->
                client.count(
                    request ->
                        request.index(index).ignoreUnavailable(true).query(query(group, slice))));
    requireWhole(response.shards());
    return response.count();
  }

  /** The events of a group in a part of the range, by their ids; all in memory. */
  Map<String, StoredEvent> of(String group, TimeSlice slice) {
    String pointInTime =
        elasticsearch.call(
            "opening a point in time of " + index,
            client ->
                client
                    .openPointInTime(
                        request ->
                            request
                                .index(index)
                                .ignoreUnavailable(true)
                                .keepAlive(time -> time.time(KEEP_ALIVE)))
                    .id());
    try {
      return read(pointInTime, query(group, slice));
    } finally {
      var _ =
          elasticsearch.call(
              "closing a point in time",
              client -> client.closePointInTime(request -> request.id(pointInTime)));
    }
  }

  private Map<String, StoredEvent> read(String pointInTime, Query query) {
    Map<String, StoredEvent> events = new HashMap<>();
    List<FieldValue> after = List.of();
    while (true) {
      List<Hit<Void>> hits = page(pointInTime, query, after);
      for (Hit<Void> hit : hits) {
        events
            .computeIfAbsent(text(hit, EVENT_ID), _ -> new StoredEvent(text(hit, LOG_STREAM)))
            .add(
                new Copy(hit.index(), String.valueOf(hit.id())),
                hit.fields().containsKey(DEGRADED));
      }
      if (hits.size() < PAGE) {
        return events;
      }
      after = hits.getLast().sort();
    }
  }

  private List<Hit<Void>> page(String pointInTime, Query query, List<FieldValue> after) {
    SearchResponse<Void> response =
        elasticsearch.call(
            "reading event ids from " + index,
            client ->
                client.search(
                    request -> {
                      request
                          .pit(pit -> pit.id(pointInTime).keepAlive(time -> time.time(KEEP_ALIVE)))
                          .size(PAGE)
                          .trackTotalHits(total -> total.enabled(false))
                          .allowPartialSearchResults(false)
                          .source(source -> source.fetch(false))
                          .fields(field -> field.field(EVENT_ID))
                          .fields(field -> field.field(LOG_STREAM))
                          .fields(field -> field.field(DEGRADED))
                          .query(query)
                          .sort(sort -> sort.field(field -> field.field(EVENT_ID)));
                      return after.isEmpty() ? request : request.searchAfter(after);
                    },
                    Void.class));
    requireWhole(response.shards());
    if (response.timedOut()) {
      throw new UndeterminedException("a search of " + index + " timed out; try again");
    }
    return response.hits().hits();
  }

  /** Which of these documents a search finds. */
  Set<String> ids(List<String> documentIds) {
    SearchResponse<Void> response =
        elasticsearch.call(
            "looking for documents in " + index,
            client ->
                client.search(
                    request ->
                        request
                            .index(index)
                            .ignoreUnavailable(true)
                            .allowPartialSearchResults(false)
                            .size(documentIds.size())
                            .source(source -> source.fetch(false))
                            .query(query -> query.ids(ids -> ids.values(documentIds))),
                    Void.class));
    return response.hits().hits().stream()
        .map(hit -> String.valueOf(hit.id()))
        .collect(Collectors.toSet());
  }

  /** Deletes documents, and returns why some could not be, by their ids. */
  Map<String, String> delete(List<Copy> copies) {
    List<BulkResponseItem> items =
        elasticsearch
            .call(
                "deleting second copies",
                client ->
                    client.bulk(
                        request -> {
                          for (Copy copy : copies) {
                            request.operations(
                                operation ->
                                    operation.delete(
                                        delete -> delete.index(copy.index()).id(copy.id())));
                          }
                          return request;
                        }))
            .items();
    Map<String, String> failed = new HashMap<>();
    for (BulkResponseItem item : items) {
      if (item.error() != null) {
        failed.put(String.valueOf(item.id()), Elasticsearch.reason(item.error()));
      }
    }
    return failed;
  }

  private static Query query(String group, TimeSlice slice) {
    EventIdRange ids = EventIdRange.of(slice);
    return Query.of(
        query ->
            query.bool(
                bool ->
                    bool.mustNot(ERROR_GROUPS)
                        .filter(f -> f.term(term -> term.field(LOG_GROUP).value(group)))
                        .filter(
                            f ->
                                f.range(
                                    range ->
                                        range.term(
                                            term ->
                                                term.field(EVENT_ID)
                                                    .gte(ids.from())
                                                    .lt(ids.to()))))));
  }

  private static String text(Hit<Void> hit, String field) {
    JsonData values = hit.fields().get(field);
    return values == null ? "" : values.toJson().asJsonArray().getString(0);
  }

  private void requireWhole(ShardStatistics shards) {
    if (shards.failed().intValue() > 0) {
      throw new UndeterminedException(
          "%s of %s shards of %s did not answer, so it is unknown which events are missing; see GET _cluster/health"
              .formatted(shards.failed(), shards.total(), index));
    }
  }
}
