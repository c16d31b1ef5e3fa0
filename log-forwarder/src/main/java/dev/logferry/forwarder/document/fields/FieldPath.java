package dev.logferry.forwarder.document.fields;

import dev.logferry.forwarder.json.Hash;
import dev.logferry.forwarder.json.JsonKind;

/** The path of a field that is known beforehand, such as {@code log.level}. */
public final class FieldPath {

  private final String path;
  private final FieldName[] names;
  private final EcsType type;

  private FieldPath(String path, FieldName[] names) {
    this.path = path;
    this.names = names;
    this.type = EcsFields.at(Hash.of(path));
  }

  /** The path that a text with dots in it names. */
  public static FieldPath of(String path) {
    String[] parts = path.split("\\.", -1);
    FieldName[] names = new FieldName[parts.length];
    for (int i = 0; i < parts.length; i++) {
      names[i] = i == 0 ? FieldName.of(parts[i]) : FieldName.below(names[i - 1], parts[i]);
    }
    return new FieldPath(path, names);
  }

  /** What ECS says of it. */
  EcsType type() {
    return type;
  }

  /** How many names it has. */
  int length() {
    return names.length;
  }

  FieldName name(int index) {
    return names[index];
  }

  /** The field; NONE if there is none. */
  public int find(FieldTree tree) {
    int field = FieldTree.ROOT;
    for (FieldName name : names) {
      field = tree.find(field, name);
      if (field == FieldTree.NONE) {
        return field;
      }
    }
    return field;
  }

  /** Whether a value other than null stands there. */
  public boolean isFilled(FieldTree tree) {
    return tree.holds(find(tree));
  }

  /** The field, made with the objects on the way; NONE if a value stands in the way. */
  public int make(FieldTree tree) {
    int field = FieldTree.ROOT;
    for (int i = 0; i < names.length; i++) {
      field = tree.child(field, names[i]);
      if (i < names.length - 1 && tree.kind(field) != JsonKind.OBJECT) {
        if (tree.holds(field)) {
          return FieldTree.NONE;
        }
        tree.open(field, JsonKind.OBJECT);
      }
    }
    return field;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldPath that && path.equals(that.path);
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }

  @Override
  public String toString() {
    return path;
  }
}
