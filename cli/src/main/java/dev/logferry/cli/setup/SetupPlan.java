package dev.logferry.cli.setup;

import dev.logferry.analystpack.elasticsearch.IndexTemplates;
import dev.logferry.analystpack.elasticsearch.PackObject;
import dev.logferry.analystpack.elasticsearch.Roles;
import dev.logferry.analystpack.elasticsearch.TemplateOptions;
import dev.logferry.analystpack.elasticsearch.Version;
import dev.logferry.cli.connection.ApiClient;
import dev.logferry.cli.connection.Connection;
import dev.logferry.cli.terminal.CommandException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is going to happen to a cluster and its Kibana.
 *
 * @param about what was found, a sentence each
 * @param changes in the order in which they are carried out
 */
public record SetupPlan(List<String> about, List<Change> changes) {

  /**
   * What to install or to remove.
   *
   * @param roles whether roles are part of it
   * @param keys folder for the secrets of API keys; empty if none are made
   */
  public record Options(TemplateOptions templates, boolean roles, Optional<Path> keys) {}

  public SetupPlan {
    about = List.copyOf(about);
    changes = List.copyOf(changes);
  }

  /** Whether an object is in the way that setup did not make. */
  public boolean hasConflict() {
    return changes.stream().anyMatch(change -> change.kind() == Change.Kind.CONFLICT);
  }

  /** Whether there is anything to do. */
  public boolean doesAnything() {
    return changes.stream().anyMatch(change -> change.request().isPresent());
  }

  /** Everything, for complete servers of a version that have none of it. */
  public static SetupPlan forVersion(Version version, Options options) {
    ServerInspection server = ServerInspection.assumed(version);
    List<Change> changes =
        new ArrayList<>(ElasticsearchPlan.installAll(objects(server, options, "default")));
    changes.addAll(KibanaPlan.installAll(version, options.templates().retention()));
    return new SetupPlan(List.of(), changes);
  }

  /** What brings a cluster and its Kibana to have everything. */
  public static SetupPlan install(ApiClient client, Connection connection, Options options) {
    Found found = Found.at(client, connection, options);
    List<Change> changes = new ArrayList<>(new ElasticsearchPlan(client).install(found.objects()));
    changes.addAll(new DataStreamPlan(client, found.objects()).changes());
    found.kibana().ifPresent(kibana -> changes.addAll(kibana.install()));
    options
        .keys()
        .map(folder -> new ApiKeyPlan(client, folder))
        .ifPresent(
            plan ->
                Roles.apiKeys(found.server().features())
                    .forEach(key -> changes.add(plan.change(key))));
    return new SetupPlan(found.about(), changes);
  }

  /** What removes everything that setup made, last first. */
  public static SetupPlan uninstall(ApiClient client, Connection connection, Options options) {
    Found found = Found.at(client, connection, options);
    List<Change> changes = new ArrayList<>();
    found.kibana().ifPresent(kibana -> changes.addAll(kibana.uninstall()));
    changes.addAll(new ElasticsearchPlan(client).uninstall(found.objects()));
    return new SetupPlan(found.about(), changes);
  }

  /** The servers, and what the pack has for them. */
  private record Found(
      ServerInspection server,
      List<PackObject> objects,
      Optional<KibanaPlan> kibana,
      List<String> about) {

    static Found at(ApiClient client, Connection connection, Options options) {
      ServerInspection server = ServerInspection.of(client);
      if (options.templates().composed()) {
        requireElasticsComponents(client);
      }
      List<String> about = new ArrayList<>();
      about.add(
          "Elasticsearch %s at %s".formatted(server.version(), connection.nodes().getFirst()));
      server.lacks().forEach(lack -> about.add("  without " + lack));
      Optional<KibanaPlan> kibana =
          connection.kibana().map(_ -> KibanaPlan.of(client, options.templates().retention()));
      about.add(
          kibana
              .map(
                  plan ->
                      "Kibana %s at %s"
                          .formatted(plan.version(), connection.kibana().orElseThrow().url()))
              .orElse("No Kibana: %s is not set".formatted(Connection.KIBANA_URL)));
      String space = connection.kibana().map(Connection.Kibana::space).orElse("default");
      return new Found(server, SetupPlan.objects(server, options, space), kibana, about);
    }
  }

  private static List<PackObject> objects(ServerInspection server, Options options, String space) {
    List<PackObject> objects =
        new ArrayList<>(new IndexTemplates(server.features(), options.templates()).objects());
    if (options.roles()) {
      objects.addAll(Roles.roles(server.features(), space));
    }
    return objects;
  }

  private static void requireElasticsComponents(ApiClient client) {
    List<String> missing = ServerInspection.missingComponents(client);
    if (!missing.isEmpty()) {
      throw new CommandException(
          "--composed needs component templates that this server does not have: %s; omit --composed"
              .formatted(String.join(", ", missing)));
    }
  }
}
