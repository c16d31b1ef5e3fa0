package dev.logferry.analystpack.kibana;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.analystpack.PackSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Checks the import file against the schemas that Kibana validates with. They were read in Kibana's
 * sources, since no Kibana is at hand here.
 *
 * @see <a
 *     href="https://github.com/elastic/kibana/blob/main/src/platform/plugins/shared/saved_search/server/saved_objects">Saved
 *     searches</a>
 * @see <a
 *     href="https://github.com/elastic/kibana/blob/main/src/platform/plugins/shared/dashboard/server/dashboard_saved_object">Dashboards</a>
 */
class KibanaObjectsTest {
  private static final List<JsonNode> LINES =
      KibanaObjects.all().stream()
          .map(SavedObject::toLine)
          .map(line -> PackSource.JSON.readTree(line))
          .toList();

  /** Attributes of the versions below; Kibana rejects an object with any other. */
  private static final Map<String, Set<String>> ATTRIBUTES =
      Map.of(
          "index-pattern",
          Set.of(
              "title",
              "name",
              "timeFieldName",
              "runtimeFieldMap",
              "fieldFormatMap",
              "fieldAttrs",
              "fields",
              "sourceFilters"),
          "search",
          Set.of(
              "title",
              "description",
              "columns",
              "sort",
              "grid",
              "hideChart",
              "breakdownField",
              "isTextBasedQuery",
              "kibanaSavedObjectMeta"),
          "dashboard",
          Set.of(
              "title",
              "description",
              "panelsJSON",
              "optionsJSON",
              "timeRestore",
              "timeFrom",
              "timeTo",
              "version",
              "kibanaSavedObjectMeta"));

  /** Model versions that Kibana 8.19 knows: newer ones would be refused. */
  private static final Map<String, String> VERSIONS =
      Map.of("index-pattern", "8.0.0", "search", "10.1.0", "dashboard", "10.2.0");

  @Test
  void each_object_has_what_its_version_allows() {
    assertThat(LINES).hasSize(9);
    for (JsonNode line : LINES) {
      String type = line.path("type").asString();
      assertThat(line.path("typeMigrationVersion").asString()).isEqualTo(VERSIONS.get(type));
      assertThat(line.path("coreMigrationVersion").asString()).isEqualTo("8.8.0");
      assertThat(line.path("attributes").propertyNames()).isSubsetOf(ATTRIBUTES.get(type));
      assertThat(line.at("/attributes/title").asString()).isNotEmpty();
    }
  }

  @Test
  void every_reference_leads_to_an_object_before_it() {
    Set<String> seen = new HashSet<>();
    for (JsonNode line : LINES) {
      for (JsonNode reference : line.path("references")) {
        assertThat(seen)
            .contains(reference.path("type").asString() + reference.path("id").asString());
      }
      assertThat(seen.add(line.path("type").asString() + line.path("id").asString())).isTrue();
    }
  }

  @Test
  void a_search_means_its_data_view_by_a_reference() {
    JsonNode search = line("logferry-errors");
    JsonNode source = nested(search, "/attributes/kibanaSavedObjectMeta/searchSourceJSON");

    assertThat(source.at("/query/query").asString())
        .isEqualTo("log.level : (\"ERROR\" or \"FATAL\")");
    assertThat(source.path("indexRefName").asString())
        .isEqualTo(search.at("/references/0/name").asString());
    assertThat(search.at("/attributes/sort").toString()).isEqualTo("[[\"@timestamp\",\"desc\"]]");
  }

  @Test
  void panels_fit_the_grid_and_have_their_references() {
    JsonNode dashboard = line("logferry-triage");
    Set<String> references = new HashSet<>();
    dashboard.path("references").forEach(one -> references.add(one.path("name").asString()));
    boolean[][] taken = new boolean[48][200];

    for (JsonNode panel : nested(dashboard, "/attributes/panelsJSON")) {
      String index = panel.path("panelIndex").asString();
      assertThat(panel.at("/gridData/i").asString()).isEqualTo(index);
      if (panel.path("type").asString().equals("lens")) {
        assertThat(references.remove(index + ":indexpattern-datasource-layer-layer")).isTrue();
        checkLens(panel.at("/embeddableConfig/attributes"));
      } else {
        assertThat(references.remove(index + ":" + panel.path("panelRefName").asString())).isTrue();
      }
      claim(taken, panel.path("gridData"));
    }
    assertThat(references).isEmpty();
  }

  private static void checkLens(JsonNode attributes) {
    JsonNode layer = attributes.at("/state/datasourceStates/formBased/layers/layer");
    Set<String> columns = new HashSet<>(layer.path("columns").propertyNames());
    assertThat(PackSource.texts(layer.path("columnOrder")))
        .containsExactlyInAnyOrderElementsOf(columns);
    boolean metricsBegan = false;
    for (String id : PackSource.texts(layer.path("columnOrder"))) {
      JsonNode column = layer.path("columns").path(id);
      boolean bucketed = column.path("isBucketed").asBoolean();
      assertThat(bucketed && metricsBegan).as("buckets come before metrics").isFalse();
      metricsBegan |= !bucketed;
      JsonNode orderBy = column.at("/params/orderBy/columnId");
      assertThat(orderBy.isMissingNode() || columns.contains(orderBy.asString())).isTrue();
    }
    JsonNode visualization = attributes.at("/state/visualization");
    if (attributes.path("visualizationType").asString().equals("lnsXY")) {
      JsonNode chart = visualization.at("/layers/0");
      assertThat(columns).contains(chart.path("xAccessor").asString());
      assertThat(columns).containsAll(PackSource.texts(chart.path("accessors")));
    } else {
      visualization
          .path("columns")
          .forEach(column -> assertThat(columns).contains(column.path("columnId").asString()));
    }
  }

  private static void claim(boolean[][] taken, JsonNode grid) {
    for (int x = grid.path("x").asInt(); x < grid.path("x").asInt() + grid.path("w").asInt(); x++) {
      for (int y = grid.path("y").asInt();
          y < grid.path("y").asInt() + grid.path("h").asInt();
          y++) {
        assertThat(taken[x][y]).as("two panels at %d, %d", x, y).isFalse();
        taken[x][y] = true;
      }
    }
  }

  @Test
  void a_description_says_what_the_object_was_made_from() {
    for (JsonNode line : LINES) {
      if (!line.path("type").asString().equals("index-pattern")) {
        assertThat(line.at("/attributes/description").asString())
            .matches("(?s).* \\[logferry [0-9a-f]{12}]");
      }
    }
  }

  private static JsonNode line(String id) {
    return LINES.stream()
        .filter(
            line ->
                line.path("id").asString().equals(id)
                    && !line.path("type").asString().equals("index-pattern"))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode nested(JsonNode line, String path) {
    return PackSource.JSON.readTree(line.at(path).asString());
  }
}
