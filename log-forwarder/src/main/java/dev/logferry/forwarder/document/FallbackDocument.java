package dev.logferry.forwarder.document;

import dev.logferry.forwarder.document.Json.JsonObject;
import dev.logferry.forwarder.document.Json.JsonString;
import dev.logferry.forwarder.document.Json.Member;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a document becomes when the mapping of its data stream refuses it: the fields that any
 * mapping is sure to take, and the refused document whole, as a text that is stored and not
 * indexed. Under the same id, so that it can be stored only once.
 *
 * @see <a href="https://www.elastic.co/docs/reference/ecs/ecs-event#field-event-original">ECS:
 *     event.original</a>
 */
public final class FallbackDocument {

  /** Each a single text: where it came from, and what an analyst looks for first. */
  private static final List<String> KEPT =
      List.of(
          "@timestamp",
          "message",
          "log.level",
          "log.file.path",
          "service.name",
          "service.environment",
          "trace.id",
          "error.type",
          "event.id",
          "event.dataset",
          "data_stream.type",
          "data_stream.dataset",
          "data_stream.namespace",
          "ecs.version",
          "cloud.provider",
          "cloud.region",
          "cloud.account.id",
          "aws.cloudwatch.log_group",
          "aws.cloudwatch.log_stream",
          "aws.cloudwatch.event_id");

  /** Without these it would not be found, or not be a document of a data stream at all. */
  private static final Set<String> INDISPENSABLE =
      Set.of("@timestamp", "data_stream.type", "data_stream.dataset", "data_stream.namespace");

  private static final JsonReader READER = new JsonReader();

  private FallbackDocument() {}

  /**
   * Makes the fallback document of a document.
   *
   * @param reason why it was refused, without any content
   * @param refusedField the field that was to blame, and is left out; empty if unknown
   */
  public static LogDocument of(LogDocument refused, String reason, String refusedField) {
    String text = new String(refused.json(), StandardCharsets.UTF_8);
    Fields fields = new Fields();
    if (READER.read(text) instanceof JsonReader.AnObject(JsonObject object, _)) {
      KEPT.forEach(path -> keep(fields, object, path, refusedField));
    }
    fields.place(new Json.JsonArray(List.of(new JsonString("forwarded"))), "tags");
    fields.place(new JsonString(text), "event", "original");
    fields.place(new JsonString(reason), "logferry", "degraded", "reason");
    return new LogDocument(
        refused.dataStream(),
        refused.id(),
        JsonText.bytes(fields),
        refused.epochMillis(),
        refused.guards(),
        refused.part());
  }

  private static void keep(Fields fields, JsonObject object, String path, String refusedField) {
    boolean toBlame = path.equals(refusedField) || path.startsWith(refusedField + ".");
    if (toBlame && !INDISPENSABLE.contains(path)) {
      return;
    }
    String[] names = path.split("\\.");
    value(object, names)
        .filter(JsonString.class::isInstance)
        .ifPresent(value -> fields.place(value, names));
  }

  private static Optional<Json> value(JsonObject object, String... path) {
    Optional<Json> value =
        object.members().stream()
            .filter(member -> member.name().equals(path[0]))
            .map(Member::value)
            .findFirst();
    if (path.length == 1) {
      return value;
    }
    return value
        .filter(JsonObject.class::isInstance)
        .flatMap(inner -> value((JsonObject) inner, Arrays.copyOfRange(path, 1, path.length)));
  }
}
