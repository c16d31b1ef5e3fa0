package dev.logferry.forwarder.document.fields;

import dev.logferry.forwarder.json.JsonKind;
import dev.logferry.forwarder.json.JsonStrings;
import dev.logferry.forwarder.json.Utf8;
import dev.logferry.forwarder.json.Utf8Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * An object at a document's top with fields that are known beforehand, all texts. Mostly no line
 * has it, and it is placed as a whole.
 */
public final class KnownObject {

  private final FieldName top;
  private final List<FieldPath> fields = new ArrayList<>();
  private final List<Utf8> values = new ArrayList<>();
  private byte[] json = {};

  public KnownObject(FieldName name) {
    this.top = name;
  }

  /**
   * Adds a field, unless its text is empty.
   *
   * @param path from the document's top
   */
  public KnownObject with(FieldPath path, Utf8 value) {
    if (!value.isEmpty()) {
      Utf8Buffer escaped = new Utf8Buffer(value.length());
      JsonStrings.escape(value, escaped);
      fields.add(path);
      values.add(escaped.from(0));
    }
    return this;
  }

  /** The fields in it. */
  public List<FieldPath> fields() {
    return fields;
  }

  FieldName top() {
    return top;
  }

  /** The whole object as JSON. */
  byte[] json() {
    if (json.length == 0) {
      FieldTree tree = new FieldTree(8);
      for (int i = 0; i < fields.size(); i++) {
        Utf8 value = values.get(i);
        int field = fields.get(i).make(tree);
        tree.set(field, JsonKind.STRING, value.bytes(), value.start(), value.end());
      }
      Utf8Buffer written = new Utf8Buffer(256);
      tree.write(tree.child(FieldTree.ROOT, top), written);
      json = written.toByteArray();
    }
    return json;
  }

  /** The text of a field, escaped. */
  Utf8 value(int index) {
    return values.get(index);
  }
}
