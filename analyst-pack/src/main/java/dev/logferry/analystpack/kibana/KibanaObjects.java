package dev.logferry.analystpack.kibana;

import dev.logferry.analystpack.PackSource;
import dev.logferry.analystpack.elasticsearch.Fingerprint;
import dev.logferry.analystpack.kibana.SavedObject.Reference;
import dev.logferry.analystpack.query.Kql;
import dev.logferry.analystpack.query.Query;
import dev.logferry.analystpack.query.QueryReader;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Data views, saved searches and the dashboard, for Kibana 8.19 and newer. */
public final class KibanaObjects {

  /** The data view of logs. */
  public static final String LOGS = "logferry-logs";

  /** The data view of error groups. */
  public static final String ERROR_GROUPS = "logferry-error_groups";

  /**
   * How long a line took from the program to CloudWatch. Calculated when it is read: no document
   * holds it.
   */
  public static final String LAG = "logferry.lag_ms";

  private static final String LAG_SCRIPT =
      """
      if (doc['aws.cloudwatch.ingestion_time'].size() > 0 && doc['@timestamp'].size() > 0) {
        emit(doc['aws.cloudwatch.ingestion_time'].value.toInstant().toEpochMilli() \
      - doc['@timestamp'].value.toInstant().toEpochMilli());
      }""";

  private static final String SEARCH_SOURCE = "kibanaSavedObjectMeta";
  private static final String DATA_VIEW_REFERENCE = "kibanaSavedObjectMeta.searchSourceJSON.index";

  private KibanaObjects() {}

  /** Everything, in an order in which nothing refers to what comes after it. */
  public static List<SavedObject> all() {
    List<SavedObject> objects = new ArrayList<>();
    objects.add(logs());
    objects.add(dataView(ERROR_GROUPS, "Logferry error groups", Query.ERROR_GROUPS));
    PackSource.stream(PackSource.yaml("searches.yaml"))
        .map(KibanaObjects::search)
        .forEach(objects::add);
    objects.add(Dashboard.of(PackSource.yaml("dashboard.yaml")));
    return objects;
  }

  private static SavedObject logs() {
    SavedObject logs = dataView(LOGS, "Logferry logs", Query.LOGS);
    ObjectNode runtimeFields = PackSource.JSON.createObjectNode();
    runtimeFields.putObject(LAG).put("type", "long").putObject("script").put("source", LAG_SCRIPT);
    logs.attributes().put("runtimeFieldMap", text(runtimeFields));
    return logs;
  }

  private static SavedObject dataView(String id, String name, String pattern) {
    ObjectNode attributes =
        PackSource.JSON
            .createObjectNode()
            .put("title", pattern)
            .put("name", name)
            .put("timeFieldName", "@timestamp")
            .put("runtimeFieldMap", "{}")
            .put("fieldFormatMap", "{}")
            .put("fieldAttrs", "{}")
            .put("fields", "[]")
            .put("sourceFilters", "[]");
    return new SavedObject(SavedObjectType.DATA_VIEW, id, attributes, List.of());
  }

  private static SavedObject search(JsonNode source) {
    Query query = QueryReader.query(source);
    ObjectNode attributes = PackSource.JSON.createObjectNode().put("title", query.title());
    query.show().forEach(attributes.putArray("columns")::add);
    ArrayNode sort = attributes.putArray("sort").addArray();
    sort.add("@timestamp").add(query.oldestFirst() ? "asc" : "desc");
    attributes.putObject("grid");
    attributes.put("hideChart", false).put("isTextBasedQuery", false);
    attributes.put("breakdownField", source.path("breakdown").asString());
    ObjectNode searchSource = kql(query);
    searchSource.put("indexRefName", DATA_VIEW_REFERENCE);
    attributes.putObject(SEARCH_SOURCE).put("searchSourceJSON", text(searchSource));
    describe(attributes, query.ask());
    return new SavedObject(
        SavedObjectType.SEARCH,
        query.name(),
        attributes,
        List.of(new Reference(DATA_VIEW_REFERENCE, SavedObjectType.DATA_VIEW, LOGS)));
  }

  /** The saved searches as queries. */
  public static List<Query> searches() {
    return QueryReader.all(PackSource.yaml("searches.yaml"));
  }

  /** The query and no filters, as a search source has it. */
  static ObjectNode kql(Query query) {
    ObjectNode source = PackSource.JSON.createObjectNode();
    source.putObject("query").put("query", Kql.of(query)).put("language", "kuery");
    source.putArray("filter");
    return source;
  }

  /**
   * Adds a description that ends with a mark of what the object was made from. Kibana changes the
   * form of what it imports, so that only such a mark can say whether an object is still the same.
   */
  static void describe(ObjectNode attributes, String description) {
    attributes.put(
        "description",
        "%s [logferry %s]".formatted(description, Fingerprint.of(List.of(attributes))));
  }

  /** JSON in a text, as saved objects nest it. */
  static String text(JsonNode json) {
    return PackSource.JSON.writeValueAsString(json);
  }
}
