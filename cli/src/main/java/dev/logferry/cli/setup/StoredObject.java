package dev.logferry.cli.setup;

import dev.logferry.analystpack.PackSource;
import dev.logferry.analystpack.elasticsearch.PackObject;
import dev.logferry.analystpack.elasticsearch.Roles;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An object as Elasticsearch has stored it, in the form in which it was sent.
 *
 * @param body without what the API's answer puts around it
 */
record StoredObject(PackObject wanted, JsonNode body) {

  /** Takes the object out of the answer to a GET of its path. */
  static StoredObject in(PackObject wanted, JsonNode answer) {
    JsonNode body =
        switch (wanted.kind()) {
          case LIFECYCLE_POLICY, ROLE -> answer.path(wanted.name());
          case COMPONENT_TEMPLATE -> answer.at("/component_templates/0/component_template");
          case INDEX_TEMPLATE -> answer.at("/index_templates/0/index_template");
        };
    return new StoredObject(wanted, body);
  }

  /** Whether the pack made it. */
  boolean isOurs() {
    JsonNode meta =
        switch (wanted.kind()) {
          case LIFECYCLE_POLICY -> body.at("/policy/_meta");
          case COMPONENT_TEMPLATE, INDEX_TEMPLATE -> body.path("_meta");
          case ROLE -> body.path("metadata");
        };
    return Roles.MANAGED_BY.equals(meta.path("managed_by").asString(""));
  }

  /** How it differs from what it should be. */
  List<String> differences() {
    ObjectNode outer = wanted.body().deepCopy();
    JsonNode template = outer.remove("template");
    List<String> differences = new ArrayList<>(JsonDiff.ofWanted(body, outer));
    if (template != null) {
      JsonNode stored = body.path("template");
      // A field or setting that is no longer wanted is a difference, too.
      differences.addAll(
          JsonDiff.ofAll("mappings", stored.path("mappings"), template.path("mappings")));
      differences.addAll(
          JsonDiff.ofAll(
              "settings", flat(stored.path("settings")), flat(template.path("settings"))));
      ObjectNode rest = template.deepCopy().asObject().without("mappings").without("settings");
      differences.addAll(JsonDiff.ofWanted(stored, rest));
    }
    return differences;
  }

  /** Settings with dotted names, in whatever form they were sent. */
  private static ObjectNode flat(JsonNode settings) {
    ObjectNode flat = PackSource.JSON.createObjectNode();
    flatten("", settings, flat);
    return flat;
  }

  private static void flatten(String path, JsonNode value, ObjectNode flat) {
    if (value.isObject()) {
      value.forEachEntry(
          (name, child) -> flatten(path.isEmpty() ? name : path + "." + name, child, flat));
    } else if (!value.isMissingNode()) {
      flat.set(path, value);
    }
  }
}
