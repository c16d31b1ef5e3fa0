package dev.logferry.cli.setup;

import dev.logferry.analystpack.PackSource;
import dev.logferry.cli.CommandRun;
import dev.logferry.cli.terminal.Terminal;
import dev.logferry.localstack.elasticsearch.LocalElasticsearch;
import dev.logferry.localstack.elasticsearch.LocalElasticsearchSettings;
import dev.logferry.localstack.elasticsearch.User;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A real Elasticsearch without any templates, and the command that sets it up. */
final class ClusterUnderTest implements AutoCloseable {

  private final LocalElasticsearch server =
      LocalElasticsearch.start(LocalElasticsearchSettings.defaults().withoutTemplates());
  private final HttpClient http =
      HttpClient.newBuilder().sslContext(ClientTls.trusting(server.caFile())).build();
  private final Path folder;
  private final Path envFile;

  ClusterUnderTest(Path folder) {
    this.folder = folder;
    this.envFile = folder.resolve("admin.env");
    write(envFile, variables());
  }

  LocalElasticsearch server() {
    return server;
  }

  /** The connection of its administrator. */
  String variables() {
    return """
        LOGFERRY_ELASTICSEARCH_URLS=%s
        LOGFERRY_ELASTICSEARCH_USERNAME=%s
        LOGFERRY_ELASTICSEARCH_PASSWORD=%s
        LOGFERRY_ELASTICSEARCH_CA_FILE=%s
        """
        .formatted(server.url(), server.admin().name(), server.admin().password(), server.caFile());
  }

  /**
   * Runs setup as far as this distribution of Elasticsearch goes: it cannot store roles, since the
   * index for them needs analysis that it leaves out.
   */
  CommandRun setup(String... options) {
    return setup(envFile, options);
  }

  private CommandRun setup(Path connection, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--without-roles");
    return setupWithRoles(connection, all.toArray(String[]::new));
  }

  CommandRun setupWithRoles(Path connection, String... options) {
    List<String> arguments = new ArrayList<>(List.of("setup", "--env-file=" + connection));
    arguments.addAll(List.of(options));
    return CommandRun.with(folder, "", Terminal.NONE, arguments.toArray(String[]::new));
  }

  /** Runs the doctor, as the cluster's administrator. */
  CommandRun doctor() {
    return CommandRun.of(folder, "doctor", "--env-file=" + envFile);
  }

  /**
   * Deletes all templates but one that takes what no other takes. Data streams stay: this
   * distribution cannot delete them, and one needs some template.
   */
  void deleteTemplates() {
    put(
        "/_index_template/fallback",
        "{\"index_patterns\":[\"logs-*-*\"],\"priority\":1,\"data_stream\":{}}");
    for (JsonNode one : get("/_index_template").path("index_templates")) {
      if (!one.path("name").asString().equals("fallback")) {
        delete("/_index_template/" + one.path("name").asString());
      }
    }
    get("/_component_template")
        .path("component_templates")
        .forEach(one -> delete("/_component_template/" + one.path("name").asString()));
  }

  void delete(String path) {
    send(request(path).DELETE());
  }

  JsonNode get(String path) {
    return send(request(path).GET());
  }

  JsonNode put(String path, String body) {
    return send(request(path).PUT(BodyPublishers.ofString(body)));
  }

  JsonNode post(String path, String body) {
    return send(request(path).POST(BodyPublishers.ofString(body)));
  }

  JsonNode postAs(User user, String path, String body) {
    return send(
        request(path)
            .setHeader("Authorization", user.basicAuthorization())
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.url().resolve(path.replace(" ", "%20")))
        .header("Authorization", server.admin().basicAuthorization())
        .header("Content-Type", "application/json");
  }

  private JsonNode send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new AssertionError(response + ": " + response.body());
      }
      return PackSource.JSON.readTree(response.body());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    http.close();
    server.close();
  }
}
