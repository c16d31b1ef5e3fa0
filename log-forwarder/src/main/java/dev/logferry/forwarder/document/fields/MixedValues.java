package dev.logferry.forwarder.document.fields;

import dev.logferry.forwarder.document.Guard;
import dev.logferry.forwarder.json.JsonKind;
import dev.logferry.forwarder.json.JsonStrings;
import dev.logferry.forwarder.json.Utf8;
import dev.logferry.forwarder.json.Utf8Buffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the values in an array one kind. A field has one type for all of them: Elasticsearch
 * rejects an array of a text and a number in a field that it is about to map. The same holds for
 * the members of one name in an array's objects, which are one field.
 *
 * @see <a
 *     href="https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/array">Arrays</a>
 */
final class MixedValues {

  private static final Set<JsonKind> NUMBERS = EnumSet.of(JsonKind.WHOLE_NUMBER, JsonKind.FRACTION);

  private final FieldTree tree;
  private final MappingNotes notes;

  MixedValues(FieldTree tree, MappingNotes notes) {
    this.tree = tree;
    this.notes = notes;
  }

  /** Numbers with and without a fraction all get one; other mixtures become texts. */
  void unify(int array) {
    unify(List.of(array));
  }

  private void unify(List<Integer> fields) {
    Set<JsonKind> kinds = EnumSet.noneOf(JsonKind.class);
    List<Integer> leaves = new ArrayList<>();
    for (int field : fields) {
      gather(field, kinds, leaves);
    }
    if (kinds.size() > 1) {
      notes.guarded(Guard.MIXED_ARRAY);
      boolean numbers = NUMBERS.containsAll(kinds);
      for (int leaf : leaves) {
        if (numbers) {
          toFraction(leaf);
        } else {
          toText(leaf);
        }
      }
    } else if (kinds.contains(JsonKind.OBJECT)) {
      unifyMembers(leaves);
    }
  }

  /** Single values and objects, and their kinds; what is in inner arrays as well. */
  private void gather(int field, Set<JsonKind> kinds, List<Integer> leaves) {
    JsonKind kind = tree.kind(field);
    if (kind == null || kind == JsonKind.NULL) {
      return;
    }
    if (kind == JsonKind.ARRAY) {
      for (int element = tree.firstChild(field);
          element != FieldTree.NONE;
          element = tree.nextSibling(element)) {
        gather(element, kinds, leaves);
      }
      return;
    }
    kinds.add(kind == JsonKind.FALSE ? JsonKind.TRUE : kind);
    leaves.add(field);
  }

  /** Each name's values, taken together over all objects, are as the elements of one array. */
  private void unifyMembers(List<Integer> objects) {
    Map<Utf8, List<Integer>> byName = new HashMap<>();
    for (int object : objects) {
      for (int member = tree.firstChild(object);
          member != FieldTree.NONE;
          member = tree.nextSibling(member)) {
        Utf8 name = tree.name(member);
        List<Integer> alike = byName.get(name);
        if (alike == null) {
          alike = new ArrayList<>();
          byName.put(name, alike);
        }
        alike.add(member);
      }
    }
    for (List<Integer> alike : byName.values()) {
      unify(alike);
    }
  }

  /** {@code 1} as {@code 1.0}. */
  private void toFraction(int field) {
    if (tree.kind(field) == JsonKind.WHOLE_NUMBER) {
      Utf8Buffer number = new Utf8Buffer(16);
      tree.write(field, number);
      number.appendAscii(".0");
      tree.set(field, JsonKind.FRACTION, number.bytes(), 0, number.length());
    }
  }

  private void toText(int field) {
    if (tree.kind(field) == JsonKind.STRING) {
      return;
    }
    Utf8Buffer json = new Utf8Buffer(16);
    tree.write(field, json);
    Utf8Buffer text = new Utf8Buffer(json.length());
    JsonStrings.escape(json.from(0), text);
    tree.remove(field);
    tree.set(field, JsonKind.STRING, text.bytes(), 0, text.length());
  }
}
