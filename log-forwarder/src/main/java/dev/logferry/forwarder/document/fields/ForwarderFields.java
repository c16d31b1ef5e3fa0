package dev.logferry.forwarder.document.fields;

import dev.logferry.forwarder.document.Guard;
import dev.logferry.forwarder.json.JsonKind;
import dev.logferry.forwarder.json.JsonTape;
import dev.logferry.forwarder.json.Utf8;
import dev.logferry.forwarder.json.Utf8Buffer;
import java.util.Set;

/** The fields that are the forwarder's to fill: what a line has there is displaced. */
public final class ForwarderFields {

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

  private static final FieldName LOGFERRY = FieldName.of("logferry");
  private static final FieldName TAGS = FieldName.of("tags");
  private static final byte[] TAG = Utf8.of("\"forwarded\"").bytes();
  private static final byte[] ONLY_TAG = Utf8.of("[\"forwarded\"]").bytes();

  private final DocumentFields fields;
  private final FieldTree tree;

  ForwarderFields(DocumentFields fields) {
    this.fields = fields;
    this.tree = fields.tree();
  }

  /** Takes away what the line has under names of Elasticsearch and of the forwarder. */
  public void reserveNames() {
    for (int field = tree.firstChild(FieldTree.ROOT);
        field != FieldTree.NONE;
        field = tree.nextSibling(field)) {
      if (tree.nameBegins(field, '_') && METADATA.contains(tree.name(field).toString())) {
        displace(field);
        tree.remove(field); // Elasticsearch rejects these names even with null
      }
    }
    displace(tree.find(FieldTree.ROOT, LOGFERRY));
  }

  /** Sets a field, in the place of whatever the line has there or on the way to it. */
  public void claim(FieldPath path, Utf8 value) {
    int field = onTheWay(path);
    if (!fields.isText(field, value)) {
      displace(field);
      fields.set(field, value);
    }
  }

  /** Sets the fields of an object to which nothing else is added afterwards. */
  public void claimWhole(KnownObject object) {
    int top = tree.child(FieldTree.ROOT, object.top());
    if (tree.holds(top)) {
      claim(object);
    } else {
      tree.set(top, JsonKind.OBJECT, object.json(), 0, object.json().length);
    }
  }

  /** Sets the fields of an object. */
  public void claim(KnownObject object) {
    for (int i = 0; i < object.fields().size(); i++) {
      Utf8 value = object.value(i);
      int field = onTheWay(object.fields().get(i));
      if (!fields.isText(field, value)) {
        displace(field);
        tree.set(field, JsonKind.STRING, value.bytes(), value.start(), value.end());
      }
    }
  }

  /** Takes a field for a value that is set afterwards. */
  public int claimed(FieldPath path) {
    int field = onTheWay(path);
    displace(field);
    return field;
  }

  /** Sets a field, and forgets what the line has there. */
  public void replace(FieldPath path, Utf8 value) {
    int field = onTheWay(path);
    if (tree.kind(field) == JsonKind.OBJECT) {
      displace(field);
    }
    tree.remove(field);
    fields.set(field, value);
  }

  /** The field; what stands on the way to it makes way for objects. */
  private int onTheWay(FieldPath path) {
    int field = FieldTree.ROOT;
    for (int i = 0; i < path.length() - 1; i++) {
      field = tree.child(field, path.name(i));
      if (tree.kind(field) != JsonKind.OBJECT) {
        displace(field);
        tree.open(field, JsonKind.OBJECT);
      }
    }
    return tree.child(field, path.name(path.length() - 1));
  }

  private void displace(int field) {
    if (tree.holds(field)) {
      fields.displace(Guard.RESERVED_FIELD, field);
    }
  }

  /**
   * Adds a tag to those of the line. A tag is a text: Elasticsearch would reject an object there.
   */
  public void addTag() {
    int field = tree.child(FieldTree.ROOT, TAGS);
    if (tree.holds(field)) {
      addTo(field);
    } else {
      tree.set(field, JsonKind.ARRAY, ONLY_TAG, 0, ONLY_TAG.length);
    }
  }

  private void addTo(int field) {
    Utf8Buffer written = new Utf8Buffer(64);
    written.appendAscii("{\"\":");
    tree.write(field, written);
    written.append('}');
    JsonTape tape = new JsonTape(Integer.MAX_VALUE, Integer.MAX_VALUE);
    tape.read(written.from(0));
    Utf8Buffer tags = new Utf8Buffer(written.length());
    gather(tape, 1, field, tags);
    if (!contains(tags)) {
      add(TAG, 0, TAG.length, tags);
    }
    tags.append(']');
    tree.remove(field);
    tree.set(field, JsonKind.ARRAY, tags.bytes(), 0, tags.length());
  }

  private void gather(JsonTape tape, int value, int field, Utf8Buffer tags) {
    if (tape.kind(value) != JsonKind.ARRAY) {
      one(tape, value, field, tags);
      return;
    }
    for (int element = value + 1; element < tape.next(value); element = tape.next(element)) {
      one(tape, element, field, tags);
    }
  }

  private void one(JsonTape tape, int value, int field, Utf8Buffer tags) {
    switch (tape.kind(value)) {
      case STRING -> add(tape.bytes(), tape.start(value) - 1, tape.end(value) + 1, tags);
      case WHOLE_NUMBER, FRACTION, TRUE, FALSE -> {
        tags.append(tags.length() == 0 ? '[' : ',');
        tags.append('"');
        tags.append(tape.bytes(), tape.start(value), tape.end(value));
        tags.append('"');
      }
      case OBJECT, ARRAY ->
          fields.notes().displacedAt(Guard.RESERVED_FIELD, tree, field, tape, value);
      case NULL -> {}
    }
  }

  private static void add(byte[] string, int start, int end, Utf8Buffer tags) {
    tags.append(tags.length() == 0 ? '[' : ',');
    tags.append(string, start, end);
  }

  private static boolean contains(Utf8Buffer tags) {
    String text = tags.from(0).toString();
    return text.startsWith("[\"forwarded\"") || text.contains(",\"forwarded\"");
  }
}
