package dev.logferry.analystpack.elasticsearch;

import dev.logferry.analystpack.PackSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The fields of the Elastic Common Schema, from {@code ecs/fields.txt}.
 *
 * @see <a href="https://www.elastic.co/docs/reference/ecs">ECS</a>
 */
public final class EcsFields {

  private static final List<Field> ALL =
      PackSource.lines("ecs/fields.txt").stream().map(Field::parse).toList();

  private EcsFields() {}

  public static List<Field> all() {
    return ALL;
  }

  /**
   * The fields that a name or a branch such as {@code http.*} stands for.
   *
   * @throws IllegalArgumentException if ECS has none
   */
  static List<Field> matching(String nameOrBranch) {
    List<Field> found =
        ALL.stream()
            .filter(
                field ->
                    nameOrBranch.endsWith(".*")
                        ? field
                            .path()
                            .startsWith(nameOrBranch.substring(0, nameOrBranch.length() - 1))
                        : field.path().equals(nameOrBranch))
            .toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException("ECS has no field " + nameOrBranch);
    }
    return found;
  }

  /** First names of paths below which ECS has further fields, and {@code labels}. */
  public static Set<String> topLevelObjects() {
    Set<String> objects = new TreeSet<>();
    for (Field field : ALL) {
      if (field.names().size() > 1 || field.type().equals("object")) {
        objects.add(field.names().getFirst());
      }
    }
    return objects;
  }
}
