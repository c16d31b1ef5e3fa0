package dev.logferry.cli.setup;

import dev.logferry.analystpack.PackSource;
import dev.logferry.analystpack.elasticsearch.IndexTemplates;
import dev.logferry.analystpack.elasticsearch.PackObject;
import dev.logferry.cli.connection.ApiClient;
import dev.logferry.cli.connection.ApiRequest;
import dev.logferry.cli.connection.ApiRequest.Body;
import dev.logferry.cli.connection.ApiRequest.Method;
import dev.logferry.cli.connection.ApiResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans what to store in Elasticsearch, and what to delete. */
final class ElasticsearchPlan {

  private final ApiClient client;

  ElasticsearchPlan(ApiClient client) {
    this.client = client;
  }

  /** Changes that bring the server to have these objects. */
  List<Change> install(List<PackObject> objects) {
    return objects.stream().map(this::install).toList();
  }

  /** Changes for a server that has none of them. */
  static List<Change> installAll(List<PackObject> objects) {
    return objects.stream().map(object -> Change.create(title(object), put(object))).toList();
  }

  private Change install(PackObject object) {
    String title = title(object);
    Optional<StoredObject> stored = stored(object);
    if (stored.isEmpty()) {
      return Change.create(title, put(object));
    }
    if (object.name().equals(IndexTemplates.CUSTOM)) {
      return Change.keep(title, "yours to change");
    }
    if (!stored.get().isOurs()) {
      return Change.conflict(title);
    }
    List<String> differences = stored.get().differences();
    return differences.isEmpty()
        ? Change.keep(title)
        : Change.update(title, differences, put(object));
  }

  /** Changes that remove what the pack made, last first. */
  List<Change> uninstall(List<PackObject> objects) {
    List<Change> changes = new ArrayList<>();
    for (PackObject object : objects.reversed()) {
      stored(object).ifPresent(stored -> changes.add(uninstall(object, stored)));
    }
    return changes;
  }

  private static Change uninstall(PackObject object, StoredObject stored) {
    String title = title(object);
    boolean changed = !stored.differences().isEmpty();
    if (object.name().equals(IndexTemplates.CUSTOM) && changed) {
      return Change.keep(title, "holds your own changes; delete it yourself");
    }
    if (!stored.isOurs()) {
      return Change.keep(title, "logferry setup did not make it");
    }
    return Change.delete(title, request(object).with(Method.DELETE, new Body.None()));
  }

  private Optional<StoredObject> stored(PackObject object) {
    ApiResponse response = client.send(request(object));
    return response.status() == 404
        ? Optional.empty()
        : Optional.of(StoredObject.in(object, response.orFail()));
  }

  private static ApiRequest request(PackObject object) {
    return ApiRequest.elasticsearch(object.path());
  }

  private static ApiRequest put(PackObject object) {
    return request(object).with(Method.PUT, PackSource.JSON.writeValueAsString(object.body()));
  }

  private static String title(PackObject object) {
    return "%s %s".formatted(object.kind().description(), object.name());
  }
}
