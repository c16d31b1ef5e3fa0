package dev.logferry.forwarder.document.fields;

import dev.logferry.forwarder.document.Guard;
import dev.logferry.forwarder.document.Limits;
import dev.logferry.forwarder.document.time.Moment;
import dev.logferry.forwarder.document.time.TimeReader;
import dev.logferry.forwarder.json.JsonKind;
import dev.logferry.forwarder.json.JsonStrings;
import dev.logferry.forwarder.json.JsonTape;
import dev.logferry.forwarder.json.Utf8;
import dev.logferry.forwarder.json.Utf8Buffer;

/**
 * The document under construction: its fields, and what was done to them. Used for one document
 * after another; not thread-safe.
 */
public final class DocumentFields {

  private static final FieldName JSON = FieldName.of("json");
  private static final FieldName LABELS = FieldName.of("labels");
  private static final int KEPT_BYTES = 64 * 1024;

  private final FieldTree tree = new FieldTree();
  private final MappingNotes notes = new MappingNotes();
  private final TypedValue value;
  private final EcsShape ecs;
  private final JsonShape json;
  private final EcsLift ecsLift;
  private final ForwarderFields ofForwarder = new ForwarderFields(this);
  private final int maxFields;

  /** Texts that are put into fields and stand in no line, escaped. */
  private final Utf8Buffer texts = new Utf8Buffer(1_024);

  /**
   * @param times reads the dates in fields that ECS has as dates
   */
  public DocumentFields(Limits limits, TimeReader times) {
    this.value = new TypedValue(times);
    this.ecs = new EcsShape(tree, notes, value, limits.maxNestingDepth());
    this.json = new JsonShape(tree, notes, value, limits.maxNestingDepth());
    this.ecsLift = new EcsLift(tree, value);
    this.maxFields = limits.maxFields();
  }

  public FieldTree tree() {
    return tree;
  }

  public MappingNotes notes() {
    return notes;
  }

  /** The fields that are the forwarder's to fill. */
  public ForwarderFields ofForwarder() {
    return ofForwarder;
  }

  /** Forgets the document before, with what was done to it. */
  public void clear() {
    clearFields();
    notes.clear();
  }

  private void clearFields() {
    tree.clear();
    value.clear();
    texts.clear(KEPT_BYTES);
  }

  /** Whether a line's object would make more fields than a mapping should get from it. */
  public boolean hasTooManyFields(JsonTape tape) {
    return tree.size() > maxFields && FieldCount.exceeds(tape, maxFields);
  }

  /** Places a member of an ECS line at the document's top, whatever its name is. */
  public void placeEcs(JsonTape tape, int member) {
    ecs.member(tape, member, FieldTree.ROOT, 1);
  }

  /** Places all of an object under {@code json}, as a {@code flattened} field takes it. */
  public void placeJson(JsonTape tape, int object) {
    json.members(tape, object, openJson(), 2);
  }

  /** Places one member under {@code json}. */
  public void placeJsonMember(JsonTape tape, int member, int nameStart) {
    json.member(tape, member, nameStart, openJson(), 2);
  }

  private int openJson() {
    int field = tree.child(FieldTree.ROOT, JSON);
    if (!tree.holds(field)) {
      tree.open(field, JsonKind.OBJECT);
    }
    return field;
  }

  /**
   * Fills a field of ECS with a value of a line, if nothing stands there.
   *
   * @return whether it did: the value has to be of the field's type
   */
  public boolean fill(FieldPath path, JsonTape tape, int single) {
    JsonKind kind = tape.kind(single);
    if (kind == JsonKind.OBJECT || kind == JsonKind.ARRAY || kind == JsonKind.NULL) {
      return false;
    }
    if (!value.set(tape, single, path.type()) || !value.fitsMapping()) {
      return false;
    }
    int field = path.make(tree);
    if (field == FieldTree.NONE || tree.holds(field)) {
      return false;
    }
    value.putInto(tree, field);
    return true;
  }

  /** Fills a label, which is a text, with what a member of a wrapper says. */
  public void fillLabel(JsonTape tape, int member) {
    int labels = tree.child(FieldTree.ROOT, LABELS);
    if (!tree.holds(labels)) {
      tree.open(labels, JsonKind.OBJECT);
    }
    json.label(tape, member, labels);
  }

  /** Fills the fields of ECS that the members of other JSON are named after. */
  public void liftEcs(JsonTape tape) {
    ecsLift.all(tape);
  }

  /** Fills a field with the JSON of an object or array, as a text. */
  public void fillWithJson(FieldPath path, JsonTape tape, int any) {
    int field = path.make(tree);
    if (field != FieldTree.NONE && !tree.holds(field)) {
      value.setJsonText(tape, any);
      value.putInto(tree, field);
    }
  }

  /** Fills a field with a text, if nothing stands there and it can be of the field's type. */
  public boolean fill(FieldPath path, Utf8 text) {
    if (path.type() == EcsType.IP && !Addresses.isAddress(text.bytes(), text.start(), text.end())) {
      return false;
    }
    int field = path.make(tree);
    if (field == FieldTree.NONE || tree.holds(field)) {
      return false;
    }
    set(field, text);
    return true;
  }

  /** Whether a text stands at a field that needs no escapes. */
  boolean isText(int field, Utf8 text) {
    return tree.sameValue(field, JsonKind.STRING, text.bytes(), text.start(), text.end());
  }

  /** Puts a text at a field, in the place of whatever stands there. */
  public void set(int field, Utf8 text) {
    int start = texts.length();
    JsonStrings.escape(text, texts);
    tree.set(field, JsonKind.STRING, texts.bytes(), start, texts.length());
  }

  /** Fills a field with a whole number, if nothing stands there. */
  public boolean fill(FieldPath path, long number) {
    int field = path.make(tree);
    if (field == FieldTree.NONE || tree.holds(field)) {
      return false;
    }
    int start = texts.length();
    texts.appendAscii(Long.toString(number));
    tree.set(field, JsonKind.WHOLE_NUMBER, texts.bytes(), start, texts.length());
    return true;
  }

  /** Puts a time at a field, in the place of whatever stands there. */
  public void set(int field, Moment moment) {
    int start = texts.length();
    moment.appendTo(texts);
    tree.set(field, JsonKind.STRING, texts.bytes(), start, texts.length());
  }

  /** Whether the text at a field has more than one line. */
  public boolean hasLineEnd(FieldPath path) {
    int field = path.find(tree);
    if (field == FieldTree.NONE || tree.kind(field) != JsonKind.STRING) {
      return false;
    }
    byte[] bytes = tree.value(field);
    for (int at = tree.valueStart(field); at < tree.valueEnd(field) - 1; at++) {
      if (bytes[at] == '\\' && (bytes[at + 1] == 'n' || bytes[at + 1] == 'u')) {
        return true; // or any escape by number, such as that of a line end
      }
    }
    return false;
  }

  /** Appends the text at a field, if a text stands there; says whether one does. */
  public boolean read(FieldPath path, Utf8Buffer to) {
    int field = path.find(tree);
    if (field == FieldTree.NONE || tree.kind(field) != JsonKind.STRING) {
      return false;
    }
    JsonStrings.unescape(tree.value(field), tree.valueStart(field), tree.valueEnd(field), to);
    return true;
  }

  /** Displaces a member of the line's object. */
  public void displaceMember(Guard guard, JsonTape tape, int member) {
    notes.displacedMember(guard, tree, FieldTree.ROOT, tape, member);
  }

  /** Displaces what stands at a field, and takes it away. */
  public void displace(Guard guard, int field) {
    notes.displacedField(guard, tree, field);
    tree.remove(field);
  }
}
