package dev.logferry.analystpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.analystpack.elasticsearch.IndexTemplates;
import dev.logferry.analystpack.elasticsearch.ServerFeature;
import dev.logferry.analystpack.elasticsearch.TemplateOptions;
import dev.logferry.analystpack.elasticsearch.Version;
import dev.logferry.analystpack.kibana.AlertRule;
import dev.logferry.analystpack.kibana.Dashboard;
import dev.logferry.analystpack.kibana.KibanaObjects;
import dev.logferry.analystpack.page.AnalystsPage;
import dev.logferry.analystpack.query.Query;
import dev.logferry.analystpack.query.QueryDsl;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every field that the pack asks for is one that its index templates map. */
class PackFieldsTest {
  private static final Version KIBANA = Version.parse("8.19.21");

  /** Names in quotes with a dot in them, and the few that have none. */
  private static final Pattern FIELD =
      Pattern.compile("\"([a-z_@]+(?:\\.[a-z_0-9]+)+|@timestamp|message|tags)\"");

  @Test
  void queries_searches_panels_and_rules_use_mapped_fields() {
    List<Query> all = new ArrayList<>(AnalystsPage.questions());
    all.addAll(KibanaObjects.searches());
    all.addAll(Dashboard.panels());
    AlertRule.all(KIBANA, "90d").forEach(rule -> all.add(rule.query()));
    assertThat(all).hasSize(20 + 6 + 5 + 4);

    for (Query query : all) {
      Set<String> mapped = mapped(query.errorGroups() ? "logferry-error_groups" : "logferry-logs");
      for (String field : fields(query)) {
        assertThat(isMapped(field, mapped)).as("%s: %s", query.name(), field).isTrue();
      }
    }
  }

  @Test
  void the_fields_that_discover_reads_are_mapped_unless_nothing_fills_them() {
    Set<String> mapped = mapped("logferry-logs");
    PackSource.yaml("discover.yaml")
        .forEachEntry(
            (field, filled) -> {
              if (!filled.asString().startsWith("not filled") && !field.equals("_ignored")) {
                assertThat(mapped).contains(field);
              }
            });
  }

  @Test
  void a_search_without_field_names_looks_into_mapped_fields() {
    Set<String> mapped = mapped("logferry-logs");
    for (String field : PackSource.texts(PackSource.yaml("logs.yaml").path("search-fields"))) {
      assertThat(isMapped(field, mapped)).as(field).isTrue();
    }
  }

  private static Set<String> fields(Query query) {
    Set<String> fields = new HashSet<>(query.show());
    fields.addAll(query.by());
    Matcher matcher = FIELD.matcher(QueryDsl.of(query).toString());
    while (matcher.find()) {
      fields.add(matcher.group(1));
    }
    return fields;
  }

  private static boolean isMapped(String field, Set<String> mapped) {
    return mapped.contains(field)
        || field.startsWith("labels.")
        || field.startsWith("json.")
        || field.equals(KibanaObjects.LAG);
  }

  private static Set<String> mapped(String template) {
    Set<String> paths = new HashSet<>();
    new IndexTemplates(ServerFeature.of(KIBANA), TemplateOptions.DEFAULT)
        .objects().stream()
            .filter(object -> object.name().equals(template + "@mappings"))
            .forEach(
                object -> collect(object.body().at("/template/mappings/properties"), "", paths));
    return paths;
  }

  private static void collect(JsonNode properties, String prefix, Set<String> paths) {
    properties.forEachEntry(
        (name, definition) -> {
          paths.add(prefix + name);
          collect(definition.path("properties"), prefix + name + ".", paths);
          collect(definition.path("fields"), prefix + name + ".", paths);
        });
  }
}
