package dev.logferry.cli.setup;

import dev.logferry.analystpack.PackSource;
import dev.logferry.analystpack.elasticsearch.IndexTemplates;
import dev.logferry.analystpack.elasticsearch.ServerFeature;
import dev.logferry.analystpack.elasticsearch.Version;
import dev.logferry.cli.connection.ApiClient;
import dev.logferry.cli.connection.ApiRequest;
import dev.logferry.cli.connection.ApiRequest.Method;
import dev.logferry.cli.connection.ApiResponse;
import dev.logferry.cli.terminal.CommandException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What a server is.
 *
 * @param version of the oldest node
 * @param features what it can do, by its own API
 */
record ServerInspection(Version version, Set<ServerFeature> features) {

  private static final Version OLDEST = new Version(7, 17, 0);

  ServerInspection {
    features = Set.copyOf(features);
  }

  /** A complete server of a version, without a connection to it. */
  static ServerInspection assumed(Version version) {
    return new ServerInspection(requireSupported(version), ServerFeature.of(version));
  }

  /**
   * Asks the server.
   *
   * @throws CommandException if it is no Elasticsearch of version 7.17 or newer
   */
  static ServerInspection of(ApiClient client) {
    Version version = requireSupported(version(client));
    Set<ServerFeature> features = EnumSet.noneOf(ServerFeature.class);
    ApiRequest simulate = ApiRequest.elasticsearch("/_index_template/_simulate");
    for (ServerFeature feature : ServerFeature.values()) {
      ApiResponse response = client.send(simulate.with(Method.POST, feature.probe()));
      if (response.isOk()) {
        features.add(feature);
      } else if (response.status() != 400) {
        response.orFail();
      }
    }
    if (!features.contains(ServerFeature.DATA_STREAMS)) {
      throw new CommandException(
          "this Elasticsearch %s has no data streams, which logs need: it is a distribution without Elastic's basic features"
              .formatted(version));
    }
    return new ServerInspection(version, features);
  }

  private static Version version(ApiClient client) {
    ApiResponse root = client.send(ApiRequest.elasticsearch("/"));
    JsonNode number = root.json().at("/version/number");
    JsonNode distribution = root.json().at("/version/distribution");
    if (distribution.asString("").equals("opensearch")) {
      throw new CommandException(
          "%s is an OpenSearch %s; Logferry needs Elasticsearch 7.17 or newer"
              .formatted(root.url(), number.asString("")));
    }
    if (root.status() == 401 || root.status() == 403) {
      root.orFail();
    }
    return number.isString() ? Version.parse(number.asString()) : oldestNode(client);
  }

  /** Of distributions that leave out the answer to {@code GET /}. */
  private static Version oldestNode(ApiClient client) {
    ApiResponse nodes =
        client.send(ApiRequest.elasticsearch("/_nodes?filter_path=nodes.*.version"));
    return PackSource.stream(nodes.orFail().path("nodes"))
        .map(node -> Version.parse(node.path("version").asString("0.0")))
        .min(Version::compareTo)
        .orElseThrow(
            () ->
                new CommandException(
                    "what answers at %s is no Elasticsearch: it names no version"
                        .formatted(nodes.url())));
  }

  private static Version requireSupported(Version version) {
    if (version.compareTo(OLDEST) < 0) {
      throw new CommandException(
          "Elasticsearch %s is too old: 7.17 or newer is needed".formatted(version));
    }
    return version;
  }

  /** Elastic's component templates that the composed variant needs and the server has not. */
  static List<String> missingComponents(ApiClient client) {
    return IndexTemplates.elasticsComponents().stream()
        .filter(
            name -> {
              ApiResponse found =
                  client.send(ApiRequest.elasticsearch("/_component_template/" + name));
              if (found.status() != 404) {
                found.orFail();
              }
              return found.status() == 404;
            })
        .toList();
  }

  /** What the server lacks, and what that means: a sentence each. */
  List<String> lacks() {
    return EnumSet.complementOf(copy()).stream()
        .map(feature -> feature.description() + ": " + consequence(feature))
        .toList();
  }

  private EnumSet<ServerFeature> copy() {
    EnumSet<ServerFeature> copy = EnumSet.noneOf(ServerFeature.class);
    copy.addAll(features);
    return copy;
  }

  private String consequence(ServerFeature feature) {
    return switch (feature) {
      case DATA_STREAMS -> throw new IllegalStateException("a server without them is refused");
      case WILDCARD -> "keyword instead, so values beyond 1,024 characters are not found by a part";
      case MATCH_ONLY_TEXT -> "text instead, which takes more disk";
      case CONSTANT_KEYWORD -> "keyword instead";
      case SCALED_FLOAT -> "float instead";
      case FLATTENED -> "json becomes an object whose fields count against the field limit";
      case LISTS_IN_DYNAMIC_TEMPLATES ->
          "ECS fields that are not mapped from the start get the type of their first value";
      case IGNORE_FIELDS_BEYOND_LIMIT ->
          "a document that would exceed the field limit is rejected, then stored as a"
              + " degraded document";
      case OPTIONAL_COMPONENTS -> "logs@custom is left out of the composed templates";
      case DATA_STREAM_LIFECYCLE ->
          features.contains(ServerFeature.INDEX_LIFECYCLE_MANAGEMENT)
              ? "a lifecycle policy instead"
              : "nothing deletes old logs";
      case FAILURE_STORE -> "documents that Elasticsearch rejects become dead letters in S3";
      case INDEX_LIFECYCLE_MANAGEMENT ->
          features.contains(ServerFeature.DATA_STREAM_LIFECYCLE)
              ? "not needed"
              : "nothing deletes old logs";
    };
  }
}
