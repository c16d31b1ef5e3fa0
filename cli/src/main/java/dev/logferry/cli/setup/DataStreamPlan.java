package dev.logferry.cli.setup;

import dev.logferry.analystpack.PackSource;
import dev.logferry.analystpack.elasticsearch.PackObject;
import dev.logferry.cli.connection.ApiClient;
import dev.logferry.cli.connection.ApiRequest;
import dev.logferry.cli.connection.ApiRequest.Method;
import dev.logferry.cli.connection.ApiResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Brings data streams that exist already to a new state of their templates, which count for new
 * indices and new data streams only: rolls a stream over when its mapping or settings are others,
 * and sets its retention and failure store.
 */
final class DataStreamPlan {

  private final ApiClient client;
  private final List<Template> ours;

  /** An index template as far as it decides which one a data stream gets. */
  private record Template(
      String name, List<String> patterns, int priority, JsonNode mappings, JsonNode settings) {

    /** Of the mapping and settings that a new index gets. */
    String mark() {
      return mappings.at("/template/mappings/_meta/logferry").asString("");
    }

    boolean matches(String dataStream) {
      return patterns.stream()
          .anyMatch(
              pattern -> dataStream.matches("\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E"));
    }
  }

  /**
   * @param objects what is being installed, with the index templates among them
   */
  DataStreamPlan(ApiClient client, List<PackObject> objects) {
    this.client = client;
    this.ours =
        objects.stream()
            .filter(object -> object.kind() == PackObject.Kind.INDEX_TEMPLATE)
            .map(
                object ->
                    template(
                        object.name(),
                        object.body(),
                        part(objects, object.name() + "@mappings"),
                        part(objects, object.name() + "@settings")))
            .toList();
  }

  private static JsonNode part(List<PackObject> objects, String name) {
    return objects.stream()
        .filter(object -> object.name().equals(name))
        .findFirst()
        .orElseThrow()
        .body();
  }

  private static Template template(
      String name, JsonNode body, JsonNode mappings, JsonNode settings) {
    return new Template(
        name,
        PackSource.texts(body.path("index_patterns")),
        body.path("priority").asInt(0),
        mappings,
        settings);
  }

  /** Changes to the data streams that the pack's templates are for. */
  List<Change> changes() {
    JsonNode streams =
        client
            .send(ApiRequest.elasticsearch("/_resolve/index/logs-*-*"))
            .orFail()
            .path("data_streams");
    List<Template> all = templates();
    List<Change> changes = new ArrayList<>();
    for (JsonNode stream : streams) {
      String name = stream.path("name").asString();
      Optional<Template> winner =
          all.stream()
              .filter(template -> template.matches(name))
              .max(Comparator.comparingInt(Template::priority));
      winner.ifPresent(
          template -> {
            if (ours.contains(template)) {
              changes.addAll(changes(name, writeIndex(stream), template));
            } else if (template.priority() > ours.getFirst().priority()) {
              changes.add(
                  Change.keep(
                      "data stream " + name,
                      "belongs to the index template %s".formatted(template.name())));
            }
          });
    }
    return changes;
  }

  /** Those of the server and ours, in place of what the server has under our names. */
  private List<Template> templates() {
    List<Template> all = new ArrayList<>(ours);
    List<String> names = ours.stream().map(Template::name).toList();
    JsonNode stored = client.send(ApiRequest.elasticsearch("/_index_template")).orFail();
    for (JsonNode entry : stored.path("index_templates")) {
      String name = entry.path("name").asString();
      if (!names.contains(name)) {
        JsonNode none = MissingNode.getInstance();
        all.add(template(name, entry.path("index_template"), none, none));
      }
    }
    return all;
  }

  private static String writeIndex(JsonNode stream) {
    JsonNode indices = stream.path("backing_indices");
    return indices.path(indices.size() - 1).asString();
  }

  private List<Change> changes(String stream, String writeIndex, Template template) {
    List<Change> changes = new ArrayList<>();
    JsonNode mapping =
        client
            .send(
                ApiRequest.elasticsearch(
                    "/%s/_mapping?filter_path=*.mappings._meta".formatted(writeIndex)))
            .orFail();
    String mark = mapping.path(writeIndex).at("/mappings/_meta/logferry").asString("");
    if (!mark.equals(template.mark())) {
      changes.add(
          Change.update(
              "data stream " + stream,
              List.of("roll over: its next index gets the new mapping and settings"),
              post("/%s/_rollover".formatted(stream))));
    }
    changes.addAll(options(stream, template.settings()));
    return changes;
  }

  /** Empty where the server has no API for it. */
  private List<Change> options(String stream, JsonNode settings) {
    ApiResponse response = client.send(ApiRequest.elasticsearch("/_data_stream/" + stream));
    JsonNode state = response.json().at("/data_streams/0");
    if (!response.isOk() || state.isMissingNode()) {
      return List.of();
    }
    List<Change> changes = new ArrayList<>();
    String wanted = settings.at("/template/lifecycle/data_retention").asString("");
    String retention = state.at("/lifecycle/data_retention").asString("none");
    if (!wanted.isEmpty() && !retention.equals(wanted)) {
      changes.add(
          put(
              stream,
              "retention: %s → %s".formatted(retention, wanted),
              "_lifecycle",
              "{\"data_retention\":\"%s\"}".formatted(wanted)));
    }
    JsonNode failureStore = settings.at("/template/data_stream_options/failure_store/enabled");
    JsonNode stored = state.at("/failure_store/enabled");
    if (failureStore.isBoolean() && stored.isBoolean() && !stored.equals(failureStore)) {
      changes.add(
          put(
              stream,
              "failure store: %s → %s".formatted(stored, failureStore),
              "_options",
              "{\"failure_store\":{\"enabled\":%s}}".formatted(failureStore)));
    }
    return changes;
  }

  private static Change put(String stream, String detail, String api, String body) {
    return Change.update(
        "data stream " + stream,
        List.of(detail),
        ApiRequest.elasticsearch("/_data_stream/%s/%s".formatted(stream, api))
            .with(Method.PUT, body));
  }

  private static ApiRequest post(String path) {
    return ApiRequest.elasticsearch(path).with(Method.POST, new ApiRequest.Body.None());
  }
}
