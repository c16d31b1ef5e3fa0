package dev.logferry.cli.setup;

import dev.logferry.analystpack.PackSource;
import dev.logferry.analystpack.kibana.KibanaObjects;
import dev.logferry.analystpack.kibana.SavedObject;
import dev.logferry.analystpack.kibana.SavedObjectType;
import dev.logferry.cli.connection.ApiClient;
import dev.logferry.cli.connection.ApiRequest;
import dev.logferry.cli.connection.ApiRequest.Body;
import dev.logferry.cli.connection.ApiRequest.Method;
import dev.logferry.cli.connection.ApiResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Plans data views, saved searches and the dashboard. */
record SavedObjectPlan(ApiClient client) {

  private static final String IMPORT = "/api/saved_objects/_import?overwrite=true";
  private static final String MARK = "[logferry ";

  List<Change> install() {
    return KibanaObjects.all().stream().map(this::install).toList();
  }

  static List<Change> installAll() {
    return KibanaObjects.all().stream()
        .map(object -> Change.create(title(object), importing(object)))
        .toList();
  }

  private Change install(SavedObject object) {
    String title = title(object);
    Optional<JsonNode> stored = stored(object);
    if (stored.isEmpty()) {
      return Change.create(title, importing(object));
    }
    JsonNode attributes = stored.get().path("attributes");
    if (!isOurs(object, attributes)) {
      return Change.conflict(title);
    }
    List<String> differences = differences(object, attributes);
    return differences.isEmpty()
        ? Change.keep(title)
        : Change.update(title, differences, importing(object));
  }

  private static List<String> differences(SavedObject object, JsonNode stored) {
    if (object.type() == SavedObjectType.DATA_VIEW) {
      return JsonDiff.ofWanted(stored, object.attributes());
    }
    // Kibana migrates what it imports, so only the mark in the description can be compared.
    return stored.path("description").equals(object.attributes().path("description"))
        ? List.of()
        : List.of("replaced by a newer one; changes that somebody made in Kibana are lost");
  }

  List<Change> uninstall() {
    List<Change> changes = new ArrayList<>();
    for (SavedObject object : KibanaObjects.all().reversed()) {
      stored(object)
          .filter(stored -> isOurs(object, stored.path("attributes")))
          .ifPresent(_ -> changes.add(Change.delete(title(object), deleting(object))));
    }
    return changes;
  }

  /** A data view has no description for a mark; its id and name have to do. */
  private static boolean isOurs(SavedObject object, JsonNode attributes) {
    return object.type() == SavedObjectType.DATA_VIEW
        ? attributes.path("name").equals(object.attributes().path("name"))
        : attributes.path("description").asString("").contains(MARK);
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

  private static ApiRequest deleting(SavedObject object) {
    String path =
        object.type() == SavedObjectType.DATA_VIEW
            ? "/api/data_views/data_view/" + object.id()
            : "/api/saved_objects/%s/%s".formatted(object.type().typeName(), object.id());
    return ApiRequest.kibana(path).with(Method.DELETE, new Body.None());
  }

  private static String title(SavedObject object) {
    return "%s %s".formatted(object.type().description(), object.title());
  }
}
