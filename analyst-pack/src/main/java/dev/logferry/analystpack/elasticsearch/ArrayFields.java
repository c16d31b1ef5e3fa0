package dev.logferry.analystpack.elasticsearch;

import dev.logferry.analystpack.PackSource;
import java.util.List;

/** Which fields a query has to treat apart, by how the pack maps them. */
public final class ArrayFields {

  private static final List<Field> FIELDS = IndexTemplates.fields(PackSource.yaml("logs.yaml"));

  private ArrayFields() {}

  /** Whether a document usually holds several values of a field. */
  public static boolean contains(String path) {
    return FIELDS.stream().anyMatch(field -> field.array() && field.path().equals(path));
  }

  /** Whether a path leads into a field of type flattened. */
  public static boolean isFlattened(String path) {
    return FIELDS.stream()
        .anyMatch(field -> field.type().equals("flattened") && path.startsWith(field.path() + "."));
  }
}
