package dev.logferry.analystpack.kibana;

import dev.logferry.analystpack.PackSource;
import dev.logferry.analystpack.query.Metric;
import dev.logferry.analystpack.query.Query;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A query as a Lens chart: lines over time, or a table. In the form that Kibana 8.9 brought and
 * newer ones still read.
 *
 * @see <a
 *     href="https://github.com/elastic/kibana/tree/8.19/x-pack/platform/plugins/shared/lens/public/datasources/form_based">Lens's
 *     form-based data source</a>
 */
final class Lens {

  private static final String LAYER = "layer";

  /** The reference to the data view of the only layer. */
  static final String LAYER_REFERENCE = "indexpattern-datasource-layer-" + LAYER;

  private static final String TIME = "time";

  private final Query query;
  private final boolean lines;

  /**
   * @param draw {@code lines} or {@code table}
   */
  Lens(Query query, String draw) {
    this.query = query;
    this.lines =
        switch (draw) {
          case "lines" -> true;
          case "table" -> false;
          default -> throw new IllegalArgumentException("draw: lines or table, not " + draw);
        };
  }

  ObjectNode attributes() {
    ObjectNode attributes =
        PackSource.JSON
            .createObjectNode()
            .put("title", query.title())
            .put("type", "lens")
            .put("visualizationType", lines ? "lnsXY" : "lnsDatatable");
    attributes
        .putArray("references")
        .addObject()
        .put("name", LAYER_REFERENCE)
        .put("type", SavedObjectType.DATA_VIEW.typeName())
        .put("id", KibanaObjects.LOGS);
    ObjectNode state = KibanaObjects.kql(query);
    state.set("filters", state.remove("filter"));
    state.putArray("internalReferences");
    state.putObject("adHocDataViews");
    state.set("visualization", lines ? chart() : table());
    ObjectNode layer =
        state
            .putObject("datasourceStates")
            .putObject("formBased")
            .putObject("layers")
            .putObject(LAYER);
    ArrayNode order = layer.putArray("columnOrder");
    columnIds().forEach(order::add);
    layer.set("columns", columns());
    layer.putObject("incompleteColumns");
    attributes.set("state", state);
    return attributes;
  }

  /** Buckets first: Kibana nests them in this order. */
  private List<String> columnIds() {
    List<String> ids = new ArrayList<>(query.by());
    if (lines) {
      ids.add(TIME);
    }
    ids.addAll(query.metrics().keySet());
    return ids;
  }

  private ObjectNode columns() {
    ObjectNode columns = PackSource.JSON.createObjectNode();
    if (lines) {
      ObjectNode time =
          column("@timestamp", "date", "date_histogram", true, "interval")
              .put("sourceField", "@timestamp");
      time.putObject("params")
          .put("interval", "auto")
          .put("includeEmptyRows", true)
          .put("dropPartials", false);
      columns.set(TIME, time);
    }
    query.by().forEach(field -> columns.set(field, terms(field)));
    query.metrics().forEach((name, metric) -> columns.set(name, metric(name, metric)));
    return columns;
  }

  private ObjectNode terms(String field) {
    ObjectNode column = column(field, "string", "terms", true, "ordinal").put("sourceField", field);
    ObjectNode params = column.putObject("params").put("size", query.top());
    query
        .order()
        .ifPresentOrElse(
            metric -> params.putObject("orderBy").put("type", "column").put("columnId", metric),
            () -> params.putObject("orderBy").put("type", "alphabetical"));
    params.put("orderDirection", "desc").put("otherBucket", false).put("missingBucket", false);
    params.putObject("parentFormat").put("id", "terms");
    return column;
  }

  private static ObjectNode metric(String name, Metric metric) {
    return switch (metric) {
      case Metric.Count() ->
          column(name, "number", "count", false, "ratio").put("sourceField", "___records___");
      case Metric.Distinct(String field) ->
          column(name, "number", "unique_count", false, "ratio").put("sourceField", field);
      case Metric.Percentile(String field, int percent) -> {
        ObjectNode column =
            column(name, "number", "percentile", false, "ratio").put("sourceField", field);
        column.putObject("params").put("percentile", percent);
        yield column;
      }
      case Metric.Min(String field) ->
          column(name, "date", "min", false, "interval").put("sourceField", field);
      case Metric.Max(String field) ->
          column(name, "date", "max", false, "interval").put("sourceField", field);
      case Metric.Sample(String field) -> {
        ObjectNode column =
            column(name, "string", "last_value", false, "ordinal").put("sourceField", field);
        column.putObject("params").put("sortField", "@timestamp").put("showArrayValues", false);
        yield column;
      }
      case Metric.CountSince _, Metric.CountUntil _ ->
          throw new IllegalArgumentException("a panel has the time range of its dashboard");
    };
  }

  private static ObjectNode column(
      String label, String dataType, String operation, boolean bucketed, String scale) {
    return PackSource.JSON
        .createObjectNode()
        .put("label", label)
        .put("customLabel", true)
        .put("dataType", dataType)
        .put("operationType", operation)
        .put("isBucketed", bucketed)
        .put("scale", scale);
  }

  private ObjectNode chart() {
    ObjectNode chart = PackSource.JSON.createObjectNode().put("preferredSeriesType", "line");
    chart.putObject("legend").put("isVisible", true).put("position", "right");
    chart.put("valueLabels", "hide").put("fittingFunction", "Zero");
    ObjectNode layer =
        chart
            .putArray("layers")
            .addObject()
            .put("layerId", LAYER)
            .put("layerType", "data")
            .put("seriesType", "line")
            .put("xAccessor", TIME);
    query.metrics().keySet().forEach(layer.putArray("accessors")::add);
    query.by().stream().findFirst().ifPresent(field -> layer.put("splitAccessor", field));
    return chart;
  }

  private ObjectNode table() {
    ObjectNode table =
        PackSource.JSON.createObjectNode().put("layerId", LAYER).put("layerType", "data");
    ArrayNode columns = table.putArray("columns");
    columnIds().forEach(id -> columns.addObject().put("columnId", id).put("isTransposed", false));
    return table;
  }
}
