package dev.logferry.forwarder.document;

import dev.logferry.forwarder.decode.LogEvent;
import dev.logferry.forwarder.decode.Origin;
import dev.logferry.forwarder.document.Json.JsonArray;
import dev.logferry.forwarder.document.Json.JsonBoolean;
import dev.logferry.forwarder.document.Json.JsonNull;
import dev.logferry.forwarder.document.Json.JsonNumber;
import dev.logferry.forwarder.document.Json.JsonObject;
import dev.logferry.forwarder.document.Json.JsonString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Adds where an event came from. These fields are the forwarder's to say: a line that fills one
 * itself finds its value in {@code logferry.displaced}.
 *
 * @see <a href="https://www.elastic.co/docs/reference/integrations/aws/cloudwatch">Field names of
 *     Elastic's CloudWatch integration</a>
 */
final class OriginFields {

  /** The version that the field names were taken from. */
  private static final String ECS_VERSION = "8.11.0";

  /**
   * Names that Elasticsearch keeps for itself at a document's top.
   *
   * @see <a
   *     href="https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/document-metadata-fields">Metadata
   *     fields</a>
   */
  private static final Set<String> METADATA =
      Set.of(
          "_id",
          "_index",
          "_source",
          "_routing",
          "_ignored",
          "_field_names",
          "_doc_count",
          "_tier",
          "_seq_no",
          "_primary_term",
          "_version",
          "_nested_path",
          "_size",
          "_feature",
          "_type",
          "_data_stream_timestamp",
          "_ignored_source",
          "_tsid",
          "_ts_routing_hash",
          "_inference_fields",
          "_recovery_source",
          "_index_mode");

  private final String region;

  OriginFields(String region) {
    this.region = region;
  }

  void add(
      Fields fields,
      Origin origin,
      LogEvent event,
      DataStream dataStream,
      String documentId,
      MappingNotes notes) {
    reserve(fields, notes);
    String ownId = event.id().toString();
    String eventId = ownId.isEmpty() ? documentId : ownId;
    claim(fields, notes, eventId, "event", "id");
    claim(fields, notes, dataStream.dataset(), "event", "dataset");
    claim(fields, notes, "logs", "data_stream", "type");
    claim(fields, notes, dataStream.dataset(), "data_stream", "dataset");
    claim(fields, notes, dataStream.namespace(), "data_stream", "namespace");
    claim(fields, notes, "aws", "cloud", "provider");
    claim(fields, notes, region, "cloud", "region");
    claim(fields, notes, origin.owner(), "cloud", "account", "id");
    claim(fields, notes, origin.logGroup(), "aws", "cloudwatch", "log_group");
    claim(fields, notes, origin.logStream(), "aws", "cloudwatch", "log_stream");
    claim(fields, notes, ownId, "aws", "cloudwatch", "event_id");
    claim(fields, notes, origin.logGroup() + "/" + origin.logStream(), "log", "file", "path");
    if (fields.value("ecs", "version").filter(value -> !(value instanceof JsonNull)).isEmpty()) {
      claim(fields, notes, ECS_VERSION, "ecs", "version");
    }
    addTag(fields, notes);
  }

  private static void reserve(Fields fields, MappingNotes notes) {
    for (String name : METADATA) {
      take(fields, notes, name);
    }
    take(fields, notes, "logferry");
  }

  /** Sets a field, in the place of whatever the line has there or on the way to it. */
  private static void claim(Fields fields, MappingNotes notes, String value, String... path) {
    if (value.isEmpty()) {
      return;
    }
    JsonString ours = new JsonString(Surrogates.mend(value, notes));
    for (int length = 1; length < path.length; length++) {
      String[] onTheWay = Arrays.copyOf(path, length);
      if (fields.value(onTheWay).isPresent()) {
        take(fields, notes, onTheWay);
      }
    }
    if (!fields.value(path).equals(Optional.of(ours))) {
      take(fields, notes, path);
    }
    fields.place(ours, path);
  }

  private static void take(Fields fields, MappingNotes notes, String... path) {
    fields
        .remove(path)
        .map(OriginFields::json)
        .filter(value -> !(value instanceof JsonNull))
        .ifPresent(value -> notes.displaced(Guard.RESERVED_FIELD, String.join(".", path), value));
  }

  private static Json json(Fields.Node node) {
    return switch (node) {
      case Fields.Branch(Fields inner) -> inner.toJson();
      case Fields.Leaf(Json value) -> value;
    };
  }

  private static void addTag(Fields fields, MappingNotes notes) {
    List<Json> tags = new ArrayList<>();
    switch (fields.remove("tags").map(OriginFields::json).orElse(new JsonNull())) {
      case JsonArray(List<Json> elements) ->
          elements.forEach(element -> gather(tags, element, notes));
      case Json single -> gather(tags, single, notes);
    }
    JsonString forwarded = new JsonString("forwarded");
    if (!tags.contains(forwarded)) {
      tags.add(forwarded);
    }
    fields.place(new JsonArray(tags), "tags");
  }

  /** A tag is a text: Elasticsearch would refuse an object among them. */
  private static void gather(List<Json> tags, Json value, MappingNotes notes) {
    switch (value) {
      case JsonString tag -> tags.add(tag);
      case JsonNumber(String literal) -> tags.add(new JsonString(literal));
      case JsonBoolean(boolean bool) -> tags.add(new JsonString(String.valueOf(bool)));
      case JsonObject _, JsonArray _ -> notes.displaced(Guard.RESERVED_FIELD, "tags", value);
      case JsonNull _ -> {}
    }
  }
}
