package dev.logferry.cli.setup;

import dev.logferry.analystpack.PackSource;
import dev.logferry.analystpack.query.Durations;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Stores the documents of {@code corpus.yaml}, at times relative to now. */
final class Corpus {

  private final ClusterUnderTest cluster;
  private final Instant now = Instant.now();

  Corpus(ClusterUnderTest cluster) {
    this.cluster = cluster;
  }

  static JsonNode read(String name) {
    try (InputStream file = Corpus.class.getResourceAsStream("/analysts/" + name)) {
      return PackSource.JSON.valueToTree(
          new Yaml(new SafeConstructor(new LoaderOptions())).load(Objects.requireNonNull(file)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  void store() {
    Set<String> streams = new TreeSet<>();
    for (JsonNode entry : read("corpus.yaml")) {
      String stream = entry.path("to").asString("logs-shop.api-production");
      streams.add(stream);
      if (entry.path("after").asString("").equals("rollover")) {
        cluster.post("/" + stream + "/_rollover", "");
      }
      StringBuilder bulk = new StringBuilder();
      for (int number = 0; number < entry.path("times").asInt(1); number++) {
        bulk.append("{\"create\":{}}\n").append(document(entry)).append('\n');
      }
      JsonNode answer =
          cluster.post("/" + stream + "/_bulk?require_data_stream=true", bulk.toString());
      if (answer.path("errors").asBoolean(true)) {
        throw new AssertionError("rejected: " + answer);
      }
    }
    streams.forEach(stream -> cluster.post("/" + stream + "/_refresh", ""));
  }

  private ObjectNode document(JsonNode entry) {
    ObjectNode document = entry.path("doc").deepCopy().asObject();
    document.put("@timestamp", time(entry.path("at").asString()));
    for (String field : Set.of("event.ingested", "aws.cloudwatch.ingestion_time")) {
      if (document.has(field)) {
        document.put(field, time(document.path(field).asString()));
      }
    }
    return document;
  }

  private String time(String at) {
    return at.contains("T") ? at : now.minus(Durations.parse(at)).toString();
  }
}
