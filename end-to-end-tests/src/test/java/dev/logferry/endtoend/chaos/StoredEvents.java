package dev.logferry.endtoend.chaos;

import java.io.IOException;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Reads every document of a log event, in all backing indices of all data streams. Documents about
 * new error groups name an event, too, but are none of its copies.
 */
final class StoredEvents {

  private static final String LOG_STREAM = "aws.cloudwatch.log_stream";
  private static final String EVENT_ID = "aws.cloudwatch.event_id";
  private static final String DEGRADED = "logferry.degraded.reason";

  private static final String QUERY =
      """
      {"size":10000,"_source":false,"sort":["_doc"],
       "query":{"bool":{"filter":{"terms":{"aws.cloudwatch.log_group":["%s","%s"]}},
                        "must_not":{"term":{"data_stream.dataset":"logferry.error_groups"}}}},
       "docvalue_fields":["%s","%s","%s"]}
      """
          .formatted(
              PayloadMaker.LOG_GROUPS.get(0),
              PayloadMaker.LOG_GROUPS.get(1),
              LOG_STREAM,
              EVENT_ID,
              DEGRADED);

  private static final String PARTS = "_scroll_id,_shards.failed,hits.hits.fields,error";

  private final ClusterAdmin admin;

  StoredEvents(ClusterAdmin admin) {
    this.admin = admin;
  }

  /**
   * One document.
   *
   * @param degraded whether it is stored as the fallback document
   */
  record StoredEvent(EventKey key, boolean degraded) {}

  /** Hands over each document, copies too. */
  void forEach(Consumer<StoredEvent> reader) throws IOException, InterruptedException {
    JsonNode _ = admin.demand("POST", "/logs-*-*/_refresh", "");
    JsonNode page = admin.demand("POST", "/logs-*-*/_search?scroll=2m&filter_path=" + PARTS, QUERY);
    while (!page.at("/hits/hits").isEmpty()) {
      if (page.at("/_shards/failed").asInt(-1) != 0) {
        throw new IOException("the search did not reach every shard: " + page.path("_shards"));
      }
      page.at("/hits/hits").forEach(hit -> reader.accept(event(hit.path("fields"))));
      page =
          admin.demand(
              "POST",
              "/_search/scroll?filter_path=" + PARTS,
              "{\"scroll\":\"2m\",\"scroll_id\":\"%s\"}"
                  .formatted(page.path("_scroll_id").asString()));
    }
  }

  private static StoredEvent event(JsonNode fields) {
    int payload = PayloadMaker.payloadOf(fields.path(LOG_STREAM).path(0).asString());
    int position = PayloadMaker.positionOf(fields.path(EVENT_ID).path(0).asString());
    return new StoredEvent(new EventKey(payload, position), fields.has(DEGRADED));
  }
}
