package dev.logferry.forwarder.document;

import dev.logferry.forwarder.document.fields.DocumentFields;
import dev.logferry.forwarder.document.fields.FieldPath;
import dev.logferry.forwarder.json.JsonStrings;
import dev.logferry.forwarder.json.Utf8;
import dev.logferry.forwarder.json.Utf8Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the document of an error group from the first event of it that this instance meets, as
 * {@code docs/ERROR-GROUPS.md} describes. Not thread-safe.
 */
final class ErrorGroupDocuments {

  private static final String DATASET = "logferry.error_groups";
  private static final int ID_BYTES = 15;

  /** A group's document is small, however long its error's message is. */
  private static final int LONGEST_VALUE_BYTES = 4 * 1024;

  private static final FieldPath SERVICE = FieldPath.of("service.name");
  private static final FieldPath KEY = FieldPath.of("error.grouping_key");
  private static final FieldPath NAME = FieldPath.of("error.grouping_name");

  private static final FieldPath[] COPIED = {
    FieldPath.of("@timestamp"),
    SERVICE,
    KEY,
    NAME,
    FieldPath.of("ecs.version"),
    FieldPath.of("error.type"),
    FieldPath.of("error.message"),
    FieldPath.of("error.culprit"),
    FieldPath.of("service.version"),
    FieldPath.of("service.environment"),
    FieldPath.of("trace.id"),
    FieldPath.of("aws.cloudwatch.log_group"),
    FieldPath.of("aws.cloudwatch.log_stream"),
    FieldPath.of("aws.cloudwatch.event_id")
  };

  private final DocumentFields fields;
  private final KnownErrorGroups known;
  private final MessageDigest sha256;
  private final Utf8Buffer value = new Utf8Buffer(256);

  ErrorGroupDocuments(DocumentFields fields, KnownErrorGroups known) {
    this.fields = fields;
    this.known = known;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * The document of the group that the current document's error belongs to; null if it has none, or
   * one that is known.
   */
  @Nullable NewErrorGroup of(DataStream ofEvent, long epochMillis) {
    String id = id();
    if (id.isEmpty()) {
      return null;
    }
    String group = ofEvent.namespace() + ' ' + id;
    if (!known.claim(group)) {
      return null;
    }
    DataStream stream = new DataStream(DATASET, ofEvent.namespace());
    LogDocument document = new LogDocument(stream, id, json(stream, id), epochMillis, Set.of(), 0);
    return new NewErrorGroup(document, group, known);
  }

  /** A hash of service and key; empty if one of them is missing. */
  private String id() {
    value.clear();
    if (!fields.read(KEY, value)) {
      return ""; // of most documents
    }
    int key = value.length();
    if (!fields.read(SERVICE, value)) {
      return "";
    }
    hash(key, value.length());
    hash(0, key);
    return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(sha256.digest(), ID_BYTES));
  }

  /** Hashes the length of a part of the value, and the part. */
  private void hash(int start, int end) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      sha256.update((byte) ((end - start) >>> shift));
    }
    sha256.update(value.bytes(), start, end - start);
  }

  private byte[] json(DataStream stream, String id) {
    Utf8Buffer json = new Utf8Buffer(1_024);
    add("event.ingested", Utf8.of(known.now().toString()), json);
    add("data_stream.type", Utf8.of("logs"), json);
    add("data_stream.dataset", Utf8.of(stream.dataset()), json);
    add("data_stream.namespace", Utf8.of(stream.namespace()), json);
    add("event.id", Utf8.of(id), json);
    add("event.dataset", Utf8.of(DATASET), json);
    add("event.kind", Utf8.of("event"), json);
    for (FieldPath path : COPIED) {
      value.clear();
      if (fields.read(path, value)) {
        add(path.toString(), CutText.within(value.from(0), LONGEST_VALUE_BYTES), json);
      }
    }
    value.clear();
    value.appendAscii("New error group: ");
    fields.read(NAME, value);
    add("message", CutText.within(value.from(0), LONGEST_VALUE_BYTES), json);
    json.append('}');
    return json.toByteArray();
  }

  private static void add(String name, Utf8 value, Utf8Buffer json) {
    json.append(json.length() == 0 ? '{' : ',');
    json.append('"');
    json.appendAscii(name);
    json.appendAscii("\":\"");
    JsonStrings.escape(value, json);
    json.append('"');
  }
}
