package dev.logferry.cli.setup;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Says how stored JSON differs from what it should be, path by path. */
final class JsonDiff {

  private static final int MAX_VALUE_LENGTH = 60;

  private final List<String> differences = new ArrayList<>();

  private JsonDiff() {}

  /**
   * Compares the members that are wanted. What a server adds to an object, such as defaults, is no
   * difference.
   */
  static List<String> ofWanted(JsonNode stored, JsonNode wanted) {
    JsonDiff diff = new JsonDiff();
    diff.compare("", stored, wanted, false);
    return diff.differences;
  }

  /** Compares everything. */
  static List<String> ofAll(String path, JsonNode stored, JsonNode wanted) {
    JsonDiff diff = new JsonDiff();
    diff.compare(path, stored, wanted, true);
    return diff.differences;
  }

  private void compare(String path, JsonNode stored, JsonNode wanted, boolean all) {
    if (wanted.isMissingNode()) {
      if (!stored.isMissingNode()) {
        differences.add("%s: %s removed".formatted(path, shown(stored)));
      }
    } else if (stored.isObject() && wanted.isObject()) {
      wanted.forEachEntry(
          (name, value) -> compare(join(path, name), stored.path(name), value, all));
      if (all) {
        stored.forEachEntry(
            (name, value) -> {
              if (!wanted.has(name)) {
                differences.add("%s: %s removed".formatted(join(path, name), shown(value)));
              }
            });
      }
    } else if (stored.isArray() && wanted.isArray() && stored.size() == wanted.size()) {
      for (int index = 0; index < wanted.size(); index++) {
        compare("%s[%d]".formatted(path, index), stored.get(index), wanted.get(index), all);
      }
    } else if (stored.isMissingNode()) {
      differences.add("%s: %s added".formatted(path, shown(wanted)));
    } else if (!stored.equals(wanted) && !sameText(stored, wanted)) {
      differences.add("%s: %s → %s".formatted(path, shown(stored), shown(wanted)));
    }
  }

  /** A number and its text count as the same: servers store many values as text. */
  private static boolean sameText(JsonNode stored, JsonNode wanted) {
    return stored.isValueNode()
        && wanted.isValueNode()
        && stored.asString().equals(wanted.asString());
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() > MAX_VALUE_LENGTH ? text.substring(0, MAX_VALUE_LENGTH) + "…" : text;
  }
}
