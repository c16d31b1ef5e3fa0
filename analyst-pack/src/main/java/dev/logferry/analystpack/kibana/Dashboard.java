package dev.logferry.analystpack.kibana;

import dev.logferry.analystpack.PackSource;
import dev.logferry.analystpack.kibana.SavedObject.Reference;
import dev.logferry.analystpack.query.Query;
import dev.logferry.analystpack.query.QueryReader;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The triage dashboard: charts that it holds itself, and a saved search. */
public final class Dashboard {

  private Dashboard() {}

  /** The panels that are queries. */
  public static List<Query> panels() {
    return PackSource.stream(PackSource.yaml("dashboard.yaml").path("panels"))
        .filter(panel -> panel.has("draw"))
        .map(QueryReader::query)
        .toList();
  }

  static SavedObject of(JsonNode source) {
    ArrayNode panels = PackSource.JSON.createArrayNode();
    List<Reference> references = new ArrayList<>();
    for (JsonNode panel : source.path("panels")) {
      if (panel.has("draw")) {
        panels.add(chart(panel, references));
      } else {
        panels.add(search(panel, references));
      }
    }
    ObjectNode attributes =
        PackSource.JSON
            .createObjectNode()
            .put("title", source.path("title").asString())
            .put("panelsJSON", KibanaObjects.text(panels))
            .put("optionsJSON", KibanaObjects.text(options()))
            .put("timeRestore", true)
            .put("timeFrom", source.path("from").asString())
            .put("timeTo", "now")
            .put("version", 1);
    ObjectNode noQuery = PackSource.JSON.createObjectNode();
    noQuery.putObject("query").put("query", "").put("language", "kuery");
    noQuery.putArray("filter");
    attributes
        .putObject("kibanaSavedObjectMeta")
        .put("searchSourceJSON", KibanaObjects.text(noQuery));
    KibanaObjects.describe(attributes, source.path("description").asString());
    return new SavedObject(
        SavedObjectType.DASHBOARD, source.path("id").asString(), attributes, references);
  }

  private static ObjectNode options() {
    return PackSource.JSON
        .createObjectNode()
        .put("useMargins", true)
        .put("syncColors", false)
        .put("syncCursor", true)
        .put("syncTooltips", false)
        .put("hidePanelTitles", false);
  }

  private static ObjectNode chart(JsonNode source, List<Reference> references) {
    Query query = QueryReader.query(source);
    Lens lens = new Lens(query, source.path("draw").asString());
    ObjectNode panel = panel(source, "lens");
    panel.put("title", query.title());
    ObjectNode config = panel.putObject("embeddableConfig");
    config.set("attributes", lens.attributes());
    config.putObject("enhancements");
    references.add(
        new Reference(
            query.name() + ":" + Lens.LAYER_REFERENCE,
            SavedObjectType.DATA_VIEW,
            KibanaObjects.LOGS));
    return panel;
  }

  private static ObjectNode search(JsonNode source, List<Reference> references) {
    ObjectNode panel = panel(source, "search");
    String name = source.path("name").asString();
    panel.put("title", source.path("title").asString());
    panel.put("panelRefName", "panel_" + name);
    panel.putObject("embeddableConfig").putObject("enhancements");
    references.add(
        new Reference(
            "%s:panel_%s".formatted(name, name),
            SavedObjectType.SEARCH,
            source.path("search").asString()));
    return panel;
  }

  private static ObjectNode panel(JsonNode source, String type) {
    String index = source.path("name").asString();
    JsonNode at = source.path("at");
    ObjectNode panel = PackSource.JSON.createObjectNode().put("type", type);
    panel
        .putObject("gridData")
        .put("x", at.path(0).asInt())
        .put("y", at.path(1).asInt())
        .put("w", at.path(2).asInt())
        .put("h", at.path(3).asInt())
        .put("i", index);
    return panel.put("panelIndex", index);
  }
}
