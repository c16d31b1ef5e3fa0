package dev.logferry.localstack.page;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The page's searches. Their answers are Elasticsearch's own, which the page's script reads. */
final class Searches implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int EVENTS = 100;
  private static final int NEIGHBOURS = 10;
  private static final int TRACE = 100;
  private static final List<String> COLUMNS =
      List.of("@timestamp", "log.level", "service.name", "message", "error.type", "error.message");

  /** A log stream's order: CloudWatch's event ids ascend with ingestion. */
  private static final List<String> STREAM_ORDER = List.of("@timestamp", "aws.cloudwatch.event_id");

  private final AnalystClient analyst;

  Searches(AnalystClient analyst) {
    this.analyst = analyst;
  }

  /** Newest events, counts over time, error groups, and the services and levels to choose from. */
  ObjectNode events(EventFilter filter) {
    ObjectNode body = search(filter.query(), EVENTS);
    body.put("track_total_hits", true).set("post_filter", filter.serviceAndLevelFilter());
    body.putArray("sort").addObject().put("@timestamp", "desc");
    ObjectNode aggregations = body.putObject("aggs");
    addTerms(aggregation(aggregations, "services", filter.levelFilter()), "values", "service.name");
    addTerms(aggregation(aggregations, "levels", filter.serviceFilter()), "values", "log.level");
    ObjectNode shown = aggregation(aggregations, "shown", filter.serviceAndLevelFilter());
    addTimeline(shown, filter);
    addGroups(shown);
    JsonNode found = analyst.search(AnalystClient.LOGS, body);
    ObjectNode answer = JSON.createObjectNode();
    answer.put("interval_millis", filter.interval().toMillis());
    answer.set("events", found);
    answer.set("groups_ever", groupsEver(keys(found)));
    return answer;
  }

  private static ObjectNode search(JsonNode query, int size) {
    ObjectNode body = JSON.createObjectNode().put("size", size).put("_source", false);
    COLUMNS.forEach(body.putArray("fields")::add);
    body.set("query", query);
    return body;
  }

  private static ObjectNode aggregation(ObjectNode parent, String name, JsonNode filter) {
    ObjectNode aggregation = parent.putObject(name);
    aggregation.set("filter", filter);
    return aggregation.putObject("aggs");
  }

  private static ObjectNode addTerms(ObjectNode parent, String name, String field) {
    ObjectNode aggregation = parent.putObject(name);
    aggregation.putObject("terms").put("field", field).put("size", 100);
    return aggregation;
  }

  private static void addTimeline(ObjectNode parent, EventFilter filter) {
    ObjectNode timeline = parent.putObject("timeline");
    timeline
        .putObject("date_histogram")
        .put("field", "@timestamp")
        .put("fixed_interval", filter.interval().toSeconds() + "s")
        .put("min_doc_count", 0)
        .putObject("extended_bounds")
        .put("min", filter.from().toEpochMilli())
        .put("max", filter.to().toEpochMilli() - 1);
    addTerms(timeline.putObject("aggs"), "levels", "log.level");
  }

  private static void addGroups(ObjectNode parent) {
    ObjectNode services = addTerms(parent, "services", "service.name").putObject("aggs");
    ObjectNode group = addTerms(services, "groups", "error.grouping_key").putObject("aggs");
    addTerms(group, "names", "error.grouping_name");
    group.putObject("last").putObject("max").put("field", "@timestamp");
  }

  private static List<String> keys(JsonNode found) {
    List<String> keys = new ArrayList<>();
    for (JsonNode service : found.at("/aggregations/shown/services/buckets")) {
      for (JsonNode group : service.at("/groups/buckets")) {
        keys.add(group.path("key").asString());
      }
    }
    return keys;
  }

  /** First occurrence at any time, whatever range is shown. */
  private JsonNode groupsEver(List<String> keys) {
    ObjectNode body = search(EventFilter.anyOf("error.grouping_key", keys), 0);
    ObjectNode services = addTerms(body.putObject("aggs"), "services", "service.name");
    ObjectNode group =
        addTerms(services.putObject("aggs"), "groups", "error.grouping_key").putObject("aggs");
    group.putObject("first").putObject("min").put("field", "@timestamp");
    return analyst.search(AnalystClient.LOGS_AND_GROUPS, body);
  }

  /**
   * One document with its neighbours in the log stream and its trace.
   *
   * @throws IllegalArgumentException if there is no such document
   */
  ObjectNode document(String id) {
    ObjectNode body = JSON.createObjectNode().put("size", 1);
    body.putObject("query").putObject("ids").putArray("values").add(id);
    addSort(body, "asc");
    body.putArray("fields").add("trace.id").add("aws.cloudwatch.*");
    JsonNode hit = analyst.search(AnalystClient.LOGS, body).at("/hits/hits/0");
    if (hit.isMissingNode()) {
      throw new IllegalArgumentException("there is no document with the id " + id);
    }
    ObjectNode answer = JSON.createObjectNode();
    answer.set("document", hit);
    answer.set("before", neighbours(hit, "desc"));
    answer.set("after", neighbours(hit, "asc"));
    answer.set("trace", trace(hit));
    return answer;
  }

  private JsonNode neighbours(JsonNode hit, String order) {
    ObjectNode query = JSON.createObjectNode();
    var filters = query.putObject("bool").putArray("filter");
    for (String field : List.of("aws.cloudwatch.log_group", "aws.cloudwatch.log_stream")) {
      filters.add(EventFilter.term(field, value(hit, field)));
    }
    ObjectNode body = search(query, NEIGHBOURS);
    addSort(body, order);
    body.set("search_after", hit.path("sort"));
    return analyst.search(AnalystClient.LOGS, body).at("/hits/hits");
  }

  private JsonNode trace(JsonNode hit) {
    String trace = value(hit, "trace.id");
    if (trace.isEmpty()) {
      return JSON.createArrayNode();
    }
    ObjectNode body = search(EventFilter.term("trace.id", trace), TRACE);
    addSort(body, "asc");
    return analyst.search(AnalystClient.LOGS, body).at("/hits/hits");
  }

  private static void addSort(ObjectNode body, String order) {
    var sort = body.putArray("sort");
    STREAM_ORDER.forEach(
        field -> sort.addObject().putObject(field).put("order", order).put("missing", "_last"));
  }

  private static String value(JsonNode hit, String field) {
    return hit.path("fields").path(field).path(0).asString("");
  }

  @Override
  public void close() {
    analyst.close();
  }
}
