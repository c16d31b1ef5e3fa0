package dev.logferry.cli.setup;

import dev.logferry.analystpack.PackSource;
import dev.logferry.analystpack.elasticsearch.Version;
import dev.logferry.analystpack.kibana.AlertRule;
import dev.logferry.analystpack.kibana.KibanaObjects;
import dev.logferry.analystpack.kibana.SavedObject;
import dev.logferry.analystpack.kibana.SavedObjectType;
import dev.logferry.cli.connection.ApiClient;
import dev.logferry.cli.connection.ApiRequest;
import dev.logferry.cli.connection.ApiRequest.Body;
import dev.logferry.cli.connection.ApiRequest.Method;
import dev.logferry.cli.connection.ApiResponse;
import dev.logferry.cli.terminal.CommandFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Plans what to store in Kibana, and what to delete. */
final class KibanaPlan {

  /** The oldest Kibana that reads the objects. */
  static final Version OLDEST = new Version(8, 19, 0);

  private static final String IMPORT = "/api/saved_objects/_import?overwrite=true";
  private static final String MARK = "[logferry ";

  private final ApiClient client;
  private final Version version;
  private final String retention;

  /**
   * @param retention of error groups, which a rule looks back over
   * @throws CommandFailure if it is no Kibana of version 8.19 or newer
   */
  KibanaPlan(ApiClient client, String retention) {
    this.client = client;
    this.retention = retention;
    JsonNode number = client.send(ApiRequest.kibana("/api/status")).orFail().at("/version/number");
    this.version = requireSupported(Version.parse(number.asString("")));
  }

  private static Version requireSupported(Version version) {
    if (version.compareTo(OLDEST) < 0) {
      throw new CommandFailure(
          "Kibana %s is too old for the searches, the dashboard and the rules: 8.19 or newer is needed; leave LOGFERRY_KIBANA_URL away to set up Elasticsearch alone"
              .formatted(version));
    }
    return version;
  }

  /** The version of this Kibana. */
  Version version() {
    return version;
  }

  /** Changes that bring Kibana to have everything. */
  List<Change> install() {
    List<Change> changes = new ArrayList<>();
    KibanaObjects.all().forEach(object -> changes.add(install(object)));
    rules(version, retention).forEach(rule -> changes.add(install(rule)));
    return changes;
  }

  /** Changes for a Kibana that has nothing. */
  static List<Change> installAll(Version version, String retention) {
    List<Change> changes = new ArrayList<>();
    KibanaObjects.all().forEach(one -> changes.add(Change.create(title(one), importing(one))));
    rules(requireSupported(version), retention)
        .forEach(rule -> changes.add(Change.create(title(rule), creating(rule))));
    return changes;
  }

  private static List<AlertRule> rules(Version version, String retention) {
    return AlertRule.all(version, retention);
  }

  private Change install(SavedObject object) {
    Optional<JsonNode> stored = stored(object);
    if (stored.isEmpty()) {
      return Change.create(title(object), importing(object));
    }
    JsonNode attributes = stored.get().path("attributes");
    if (object.type() == SavedObjectType.DATA_VIEW) {
      List<String> differences = JsonDiff.ofWanted(attributes, object.attributes());
      return differences.isEmpty()
          ? Change.keep(title(object))
          : Change.update(title(object), differences, importing(object));
    }
    String description = attributes.path("description").asString("");
    if (!description.contains(MARK)) {
      return Change.refuse(title(object));
    }
    return description.equals(object.attributes().path("description").asString())
        ? Change.keep(title(object))
        : Change.update(
            title(object),
            List.of("replaced by a newer one; changes that somebody made in Kibana are lost"),
            importing(object));
  }

  private Change install(AlertRule rule) {
    ApiResponse response = client.send(request(rule));
    if (response.status() == 404) {
      return Change.create(title(rule), creating(rule));
    }
    JsonNode stored = response.orFail();
    if (!PackSource.texts(stored.path("tags")).contains(AlertRule.TAG)) {
      return Change.refuse(title(rule));
    }
    ObjectNode wanted = rule.request().deepCopy();
    // Whether it runs, whom it notifies and how it is tagged is up to the people who use it.
    wanted.remove(List.of("enabled", "actions", "tags"));
    List<String> differences = JsonDiff.ofWanted(stored, wanted);
    if (differences.isEmpty()) {
      return Change.keep(title(rule));
    }
    wanted.remove(List.of("rule_type_id", "consumer"));
    wanted.set("tags", stored.path("tags"));
    wanted.set("actions", actions(stored.path("actions")));
    return Change.update(
        title(rule),
        differences,
        request(rule).with(Method.PUT, PackSource.JSON.writeValueAsString(wanted)));
  }

  /** As they were, without what the API adds when it shows them. */
  private static JsonNode actions(JsonNode stored) {
    var actions = PackSource.JSON.createArrayNode();
    for (JsonNode action : stored) {
      actions.add(action.deepCopy().asObject().without("connector_type_id"));
    }
    return actions;
  }

  /** Changes that remove what the pack made, last first. */
  List<Change> uninstall() {
    List<Change> changes = new ArrayList<>();
    for (AlertRule rule : rules(version, retention)) {
      ApiResponse stored = client.send(request(rule));
      if (stored.isOk() && PackSource.texts(stored.json().path("tags")).contains(AlertRule.TAG)) {
        changes.add(Change.delete(title(rule), request(rule).with(Method.DELETE, new Body.None())));
      }
    }
    for (SavedObject object : KibanaObjects.all().reversed()) {
      stored(object)
          .filter(stored -> isOurs(object, stored))
          .ifPresent(_ -> changes.add(Change.delete(title(object), deleting(object))));
    }
    return changes;
  }

  private static boolean isOurs(SavedObject object, JsonNode stored) {
    return object.type() == SavedObjectType.DATA_VIEW
        || stored.at("/attributes/description").asString("").contains(MARK);
  }

  /** Kibana's API for single objects is going away; an export of one object stays. */
  private Optional<JsonNode> stored(SavedObject object) {
    ObjectNode body = PackSource.JSON.createObjectNode();
    body.putArray("objects")
        .addObject()
        .put("type", object.type().typeName())
        .put("id", object.id());
    body.put("includeReferencesDeep", false).put("excludeExportDetails", true);
    ApiResponse response =
        client.send(
            ApiRequest.kibana("/api/saved_objects/_export")
                .with(Method.POST, PackSource.JSON.writeValueAsString(body)));
    boolean missing =
        response.status() == 400 && response.reason().contains("Error fetching objects");
    return missing ? Optional.empty() : Optional.of(response.orFail());
  }

  private static ApiRequest importing(SavedObject object) {
    return new ApiRequest(
        ApiRequest.Server.KIBANA, Method.POST, IMPORT, new Body.SavedObjects(object.toLine()));
  }

  private static ApiRequest creating(AlertRule rule) {
    return request(rule).with(Method.POST, PackSource.JSON.writeValueAsString(rule.request()));
  }

  private static ApiRequest deleting(SavedObject object) {
    String path =
        object.type() == SavedObjectType.DATA_VIEW
            ? "/api/data_views/data_view/" + object.id()
            : "/api/saved_objects/%s/%s".formatted(object.type().typeName(), object.id());
    return ApiRequest.kibana(path).with(Method.DELETE, new Body.None());
  }

  private static ApiRequest request(AlertRule rule) {
    return ApiRequest.kibana("/api/alerting/rule/" + rule.id());
  }

  private static String title(SavedObject object) {
    return "%s %s".formatted(object.type().description(), object.title());
  }

  private static String title(AlertRule rule) {
    return "rule " + rule.title();
  }
}
