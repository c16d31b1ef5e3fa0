package dev.logferry.cli.setup;

import dev.logferry.analystpack.PackSource;
import dev.logferry.analystpack.elasticsearch.Roles;
import dev.logferry.analystpack.elasticsearch.Roles.ApiKey;
import dev.logferry.cli.connection.ApiClient;
import dev.logferry.cli.connection.ApiRequest;
import dev.logferry.cli.connection.ApiRequest.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Plans the API keys of the functions. A key is made once: nobody can read its secret again. */
final class ApiKeyPlan {

  private static final String API = "/_security/api_key";

  private final ApiClient client;
  private final Path folder;

  /**
   * @param folder for the files of new secrets
   */
  ApiKeyPlan(ApiClient client, Path folder) {
    this.client = client;
    this.folder = folder;
  }

  /** The change for one key. */
  Change change(ApiKey key) {
    String title = "API key " + key.name();
    Optional<JsonNode> stored = stored(key);
    if (stored.isEmpty()) {
      return Change.createKey(title, creating(key), folder.resolve(key.secret() + ".json"));
    }
    JsonNode descriptors = stored.get().path("role_descriptors");
    ObjectNode wanted = key.request().deepCopy().without("name");
    List<String> differences =
        descriptors.isMissingNode()
            ? List.of()
            : JsonDiff.ofWanted(descriptors, wanted.path("role_descriptors"));
    String id = stored.get().path("id").asString();
    return differences.isEmpty()
        ? Change.keep(title, "id %s; invalidate it to get a new one".formatted(id))
        : Change.update(
            title,
            differences,
            ApiRequest.elasticsearch(API + "/" + id)
                .with(Method.PUT, PackSource.JSON.writeValueAsString(wanted)));
  }

  /** The request that makes a key; its answer holds the secret. */
  private static ApiRequest creating(ApiKey key) {
    return ApiRequest.elasticsearch(API)
        .with(Method.POST, PackSource.JSON.writeValueAsString(key.request()));
  }

  private Optional<JsonNode> stored(ApiKey key) {
    JsonNode answer = client.send(ApiRequest.elasticsearch(API + "?name=" + key.name())).orFail();
    return PackSource.stream(answer.path("api_keys"))
        .filter(one -> !one.path("invalidated").asBoolean(false))
        .filter(one -> Roles.MANAGED_BY.equals(one.at("/metadata/managed_by").asString("")))
        .findFirst();
  }
}
