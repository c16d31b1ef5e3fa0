package dev.logferry.forwarder.document.fields;

import dev.logferry.forwarder.document.Guard;
import dev.logferry.forwarder.json.JsonKind;
import dev.logferry.forwarder.json.JsonStrings;
import dev.logferry.forwarder.json.JsonTape;
import dev.logferry.forwarder.json.JsonTapeWriter;
import dev.logferry.forwarder.json.Utf8;
import dev.logferry.forwarder.json.Utf8Buffer;
import java.util.EnumSet;
import java.util.Set;

/** Collects what the guards did to one line, and the values that lost their place. */
public final class MappingNotes {

  private static final FieldName LOGFERRY = FieldName.of("logferry");
  private static final FieldName GUARDED = FieldName.of("guarded");
  private static final FieldName DISPLACED = FieldName.of("displaced");

  /**
   * Four times the longest line. A short value under a long path takes many times its own length,
   * and a line can hold a hundred thousand of them.
   */
  private static final int MAX_DISPLACED_BYTES = 4 << 20;

  private static final int KEPT_BYTES = 64 * 1024;

  private final Set<Guard> guards = EnumSet.noneOf(Guard.class);

  /** Texts of the form {@code path=value}, as JSON strings with commas between them. */
  private final Utf8Buffer displaced = new Utf8Buffer(256);

  private final Utf8Buffer entry = new Utf8Buffer(256);

  /** Forgets everything. */
  public void clear() {
    guards.clear();
    displaced.clear(KEPT_BYTES);
    entry.clear(KEPT_BYTES);
  }

  public void guarded(Guard guard) {
    guards.add(guard);
  }

  public Set<Guard> guards() {
    return guards;
  }

  /** Keeps the value of a member that could not be placed below an object. */
  void displacedMember(Guard guard, FieldTree tree, int object, JsonTape tape, int member) {
    displacedMember(guard, tree, object, tape, member, tape.nameStart(member));
  }

  /**
   * @param nameStart from where on the member's name counts
   */
  void displacedMember(
      Guard guard, FieldTree tree, int object, JsonTape tape, int member, int nameStart) {
    if (begin(guard, tree, object)) {
      if (entry.length() > 0) {
        entry.append('.');
      }
      JsonStrings.unescape(tape.bytes(), nameStart, tape.nameEnd(member), entry);
      addValue(tape, member);
    }
  }

  /** Keeps a value that could not be placed at a field. */
  public void displacedAt(Guard guard, FieldTree tree, int field, JsonTape tape, int value) {
    if (begin(guard, tree, field)) {
      addValue(tape, value);
    }
  }

  /** Keeps what stands at a field, which has to make way. */
  public void displacedField(Guard guard, FieldTree tree, int field) {
    if (begin(guard, tree, field)) {
      entry.append('=');
      JsonKind kind = tree.kind(field);
      if (kind == JsonKind.STRING) {
        JsonStrings.unescape(
            tree.value(field), tree.valueStart(field), tree.valueEnd(field), entry);
      } else if (kind != null) {
        tree.write(field, entry);
      }
      add();
    }
  }

  /** Keeps a text that lost its place. */
  public void displacedText(Guard guard, String path, Utf8 text) {
    guards.add(guard);
    entry.clear();
    entry.append(Utf8.of(path));
    entry.append('=');
    entry.append(text);
    add();
  }

  /** Whether more was displaced than a document should hold: it is then incomplete here. */
  public boolean overflows() {
    return displaced.length() > MAX_DISPLACED_BYTES;
  }

  /** Adds the notes to the document, if there are any. */
  public void writeTo(FieldTree tree) {
    if (guards.isEmpty()) {
      return;
    }
    int logferry = tree.child(FieldTree.ROOT, LOGFERRY);
    tree.open(logferry, JsonKind.OBJECT);
    entry.clear();
    for (Guard guard : guards) {
      entry.appendAscii(entry.length() == 0 ? "[\"" : ",\"");
      entry.appendAscii(guard.fieldValue());
      entry.append('"');
    }
    entry.append(']');
    set(tree, tree.child(logferry, GUARDED), entry.toByteArray());
    if (displaced.length() > 0) {
      displaced.append(']');
      set(tree, tree.child(logferry, DISPLACED), displaced.toByteArray());
      displaced.truncate(displaced.length() - 1);
    }
  }

  private static void set(FieldTree tree, int field, byte[] array) {
    tree.set(field, JsonKind.ARRAY, array, 0, array.length);
  }

  private boolean begin(Guard guard, FieldTree tree, int field) {
    guards.add(guard);
    if (overflows()) {
      return false;
    }
    entry.clear();
    tree.appendPath(field, entry);
    return true;
  }

  private void addValue(JsonTape tape, int value) {
    entry.append('=');
    if (tape.kind(value) == JsonKind.STRING) {
      JsonStrings.unescape(tape.bytes(), tape.start(value), tape.end(value), entry);
    } else {
      JsonTapeWriter.write(tape, value, entry);
    }
    add();
  }

  private void add() {
    displaced.appendAscii(displaced.length() == 0 ? "[\"" : ",\"");
    JsonStrings.escape(entry.from(0), displaced);
    displaced.append('"');
  }
}
