package dev.logferry.cli.doctor;

import dev.logferry.cli.connection.ApiClient;
import dev.logferry.cli.connection.ApiRequest;
import dev.logferry.cli.connection.ApiRequest.Method;
import dev.logferry.cli.connection.ApiResponse;
import dev.logferry.cli.connection.Connection;
import dev.logferry.forwarder.document.Route;
import dev.logferry.forwarder.settings.Settings;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Checks that the forwarder's documents would be stored: privileges, and a sample document. */
final class WriteChecks {

  private static final JsonMapper JSON = new JsonMapper();

  private final ApiClient client;
  private final Connection connection;
  private final Consumer<Finding> report;

  WriteChecks(ApiClient client, Connection connection, Consumer<Finding> report) {
    this.client = client;
    this.connection = connection;
    this.report = report;
  }

  /**
   * @param leaveSample whether a sample is written even if this key cannot delete it
   * @param id of the sample
   */
  void check(boolean leaveSample, String id, Instant now) {
    List<String> streams = streams(connection.settings());
    List<String> wanted =
        connection.settings().checkExistingIds()
            ? List.of("create_doc", "auto_configure", "read")
            : List.of("create_doc", "auto_configure");
    List<String> missing = missing(streams, wanted);
    if (!missing.isEmpty()) {
      report.accept(
          Finding.fail(
              "privileges",
              "missing: " + String.join(", ", missing),
              "give the key these index privileges; logferry setup --keys makes one that has them"));
      return;
    }
    report.accept(
        Finding.ok(
            "privileges",
            "%s on %s".formatted(String.join(", ", wanted), String.join(", ", streams))));
    String stream = streams.getFirst();
    boolean deletes = missing(List.of(stream), List.of("read", "delete")).isEmpty();
    if (!deletes && !leaveSample) {
      report.accept(
          Finding.skip(
              "sample",
              "not written: this key may not delete it again; --leave-sample writes one that stays"));
      return;
    }
    sample(stream, id, now, deletes);
  }

  /** The data streams that the routes lead to; the default one first. */
  private static List<String> streams(Settings settings) {
    return Stream.concat(
            Stream.of(settings.routes().otherwise()),
            settings.routes().routes().stream().map(Route::dataStream))
        .map(stream -> stream.name())
        .distinct()
        .toList();
  }

  private List<String> missing(List<String> streams, List<String> privileges) {
    ObjectNode body = JSON.createObjectNode();
    ObjectNode index = body.putArray("index").addObject();
    streams.forEach(index.putArray("names")::add);
    privileges.forEach(index.putArray("privileges")::add);
    JsonNode answer =
        client
            .send(
                ApiRequest.elasticsearch("/_security/user/_has_privileges")
                    .with(Method.POST, body.toString()))
            .orFail();
    return streams.stream()
        .flatMap(
            stream ->
                privileges.stream()
                    .filter(it -> !answer.path("index").path(stream).path(it).asBoolean(false))
                    .map(privilege -> "%s on %s".formatted(privilege, stream)))
        .toList();
  }

  private void sample(String stream, String id, Instant now, boolean deletes) {
    ObjectNode document = JSON.createObjectNode();
    document.put("@timestamp", now.toString());
    document.put("message", "Sample document of logferry doctor");
    document.putArray("tags").add("logferry-doctor");
    String required =
        connection.settings().cluster().cluster().requireDataStream()
            ? "&require_data_stream=true"
            : "";
    ApiResponse written =
        client.send(
            ApiRequest.elasticsearch(
                    "/%s/_create/%s?refresh=true%s".formatted(stream, id, required))
                .with(Method.PUT, document.toString()));
    if (!written.isOk()) {
      report.accept(rejected(stream, written));
      return;
    }
    if (!deletes) {
      report.accept(Finding.ok("sample", "written to %s as %s; it stays".formatted(stream, id)));
      return;
    }
    report.accept(readAndDelete(stream, id));
  }

  /** Deletes by the index that holds the document: a data stream itself takes no deletes. */
  private Finding readAndDelete(String stream, String id) {
    String query = "{\"query\":{\"ids\":{\"values\":[\"%s\"]}}}".formatted(id);
    JsonNode hits =
        client
            .send(
                ApiRequest.elasticsearch("/%s/_search".formatted(stream)).with(Method.POST, query))
            .orFail()
            .at("/hits/hits");
    for (JsonNode hit : hits) {
      String index = hit.path("_index").asString("");
      ApiResponse deleted =
          client.send(
              ApiRequest.elasticsearch("/%s/_doc/%s".formatted(index, id))
                  .with(Method.DELETE, new ApiRequest.Body.None()));
      if (!deleted.isOk()) {
        return Finding.fail(
            "sample",
            "written to %s as %s and found, but not deleted: %s"
                .formatted(index, id, deleted.reason()),
            "delete it by hand");
      }
    }
    return hits.size() == 1
        ? Finding.ok("sample", "written to %s, read and deleted".formatted(stream))
        : Finding.fail(
            "sample",
            "written to %s as %s, found %d times".formatted(stream, id, hits.size()),
            "look for an ingest pipeline that drops or moves documents");
  }

  private static Finding rejected(String stream, ApiResponse written) {
    String reason = written.reason();
    String remedy = "see what the cluster says about it";
    if (reason.contains("read-only") || reason.contains("block")) {
      remedy =
          "free disk space (flood stage), or remove index.blocks.write; the index allows no writes";
    } else if (reason.contains("shards") && reason.contains("maximum")) {
      remedy = "raise cluster.max_shards_per_node, or delete old indices";
    } else if (reason.contains("pipeline")) {
      remedy = "install that ingest pipeline, or remove it from the index template";
    } else if (reason.contains("require_data_stream") || reason.contains("data stream")) {
      remedy = "run logferry setup: no index template makes %s a data stream".formatted(stream);
    }
    return Finding.fail(
        "sample", "not stored in %s (%d): %s".formatted(stream, written.status(), reason), remedy);
  }
}
