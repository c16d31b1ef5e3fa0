package dev.logferry.analystpack.elasticsearch;

import dev.logferry.analystpack.PackSource;
import dev.logferry.analystpack.elasticsearch.PackObject.Kind;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Roles and API keys, from {@code roles.yaml}. */
public final class Roles {

  /** Stands under {@code managed_by} in the metadata of everything that the pack makes. */
  public static final String MANAGED_BY = "logferry";

  private static final String FAILURE_STORE = "{failure-store}";

  private Roles() {}

  /**
   * An API key that the pack can make.
   *
   * @param name of the key
   * @param secret what its file is called: {@code forwarder}
   * @param request body of {@code POST /_security/api_key}
   */
  public record ApiKey(String name, String secret, ObjectNode request) {}

  /** The roles, for a Kibana space. */
  public static List<PackObject> roles(Set<ServerFeature> server, String space) {
    return PackSource.stream(PackSource.yaml("roles.yaml"))
        .map(
            source -> {
              ObjectNode role = privileges(source, server);
              addKibana(role, source.path("kibana"), space);
              role.set("metadata", metadata(source));
              return new PackObject(Kind.ROLE, source.path("name").asString(), role);
            })
        .toList();
  }

  /** The API keys: each has the privileges of the role that it is named after, and no more. */
  public static List<ApiKey> apiKeys(Set<ServerFeature> server) {
    return PackSource.stream(PackSource.yaml("roles.yaml"))
        .filter(source -> source.has("api-key"))
        .map(
            source -> {
              String name = source.path("name").asString();
              ObjectNode request = PackSource.JSON.createObjectNode().put("name", name);
              request.putObject("role_descriptors").set(name, privileges(source, server));
              request.set("metadata", metadata(source));
              return new ApiKey(name, source.path("api-key").asString(), request);
            })
        .toList();
  }

  private static ObjectNode privileges(JsonNode source, Set<ServerFeature> server) {
    ObjectNode role = PackSource.JSON.createObjectNode();
    source.path("cluster").forEach(role.putArray("cluster")::add);
    for (JsonNode entry : source.path("indices")) {
      ObjectNode indices = role.withArray("/indices").addObject();
      entry.path("names").forEach(indices.putArray("names")::add);
      var privileges = indices.putArray("privileges");
      for (String privilege : PackSource.texts(entry.path("privileges"))) {
        if (!privilege.equals(FAILURE_STORE)) {
          privileges.add(privilege);
        } else if (server.contains(ServerFeature.FAILURE_STORE)) {
          privileges.add("read_failure_store");
        }
      }
    }
    return role;
  }

  private static void addKibana(ObjectNode role, JsonNode privileges, String space) {
    if (!privileges.isEmpty()) {
      ObjectNode application =
          role.putArray("applications").addObject().put("application", "kibana-.kibana");
      privileges.forEach(application.putArray("privileges")::add);
      application.putArray("resources").add("space:" + space);
    }
  }

  private static ObjectNode metadata(JsonNode source) {
    return PackSource.JSON
        .createObjectNode()
        .put("managed_by", MANAGED_BY)
        .put("for", source.path("for").asString());
  }
}
