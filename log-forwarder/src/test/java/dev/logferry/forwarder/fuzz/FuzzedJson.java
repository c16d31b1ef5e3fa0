package dev.logferry.forwarder.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/** Writes JSON at random, or a given tree with random changes. Most of it is valid. */
final class FuzzedJson {

  private static final int MOST_MEMBERS = 7;

  private final RandomGenerator random;
  private final String suffix;
  private final int oneChangeIn;
  private final StringBuilder json = new StringBuilder();
  private final List<String> names = new ArrayList<>();

  /**
   * @param suffix ends the names that are invented
   * @param oneChangeIn how many parts of a given tree are written as they are for each changed one
   */
  FuzzedJson(RandomGenerator random, String suffix, int oneChangeIn) {
    this.random = random;
    this.suffix = suffix;
    this.oneChangeIn = oneChangeIn;
  }

  String text() {
    return json.toString();
  }

  /** An object that begins with some members, given as JSON. */
  FuzzedJson object(String first, int levels) {
    json.append('{').append(first);
    int members = random.nextInt(MOST_MEMBERS + 1);
    for (int member = 0; member < members; member++) {
      separate(member == 0 && first.isEmpty());
      string(name());
      json.append(':');
      value(levels - 1);
    }
    json.append('}');
    return this;
  }

  /** A given tree, changed here and there. */
  FuzzedJson changed(JsonNode node) {
    if (happens()) {
      value(2);
    } else if (happens()) {
      json.append('[');
      same(node);
      json.append(',');
      value(1);
      json.append(']');
    } else {
      same(node);
    }
    return this;
  }

  private void same(JsonNode node) {
    if (node.isObject()) {
      members(node);
    } else if (node.isArray()) {
      elements(node);
    } else if (node.isString()) {
      string(happens() ? node.asString() + Ingredients.text(random) : node.asString());
    } else {
      json.append(node);
    }
  }

  private void members(JsonNode object) {
    json.append('{');
    boolean first = true;
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (happens()) {
        continue;
      }
      int times = happens() ? 2 : 1;
      for (int time = 0; time < times; time++) {
        separate(first);
        first = false;
        string(happens() ? renamed(member.getKey()) : member.getKey());
        json.append(':');
        changed(member.getValue());
      }
    }
    if (happens()) {
      separate(first);
      string(name());
      json.append(':');
      value(2);
    }
    json.append('}');
  }

  /** Often one that stands somewhere else already, so that kinds clash. */
  private String name() {
    if (!names.isEmpty() && random.nextInt(2) == 0) {
      return Ingredients.one(random, names);
    }
    String name = Ingredients.name(random, suffix);
    names.add(name);
    return name;
  }

  private String renamed(String name) {
    return switch (random.nextInt(4)) {
      case 0 -> name();
      case 1 -> name + "." + name();
      case 2 -> name.substring(0, Math.max(0, name.lastIndexOf('.')));
      default -> name.replace('.', '_') + suffix;
    };
  }

  private void elements(JsonNode array) {
    json.append('[');
    for (int i = 0; i < array.size(); i++) {
      separate(i == 0);
      changed(array.get(i));
    }
    json.append(']');
  }

  private void value(int levels) {
    int kind = random.nextInt(levels > 0 ? 10 : 6);
    switch (kind) {
      case 0, 1 -> string(Ingredients.text(random));
      case 2, 3 -> json.append(Ingredients.number(random));
      case 4 -> json.append(Ingredients.one(random, List.of("true", "false")));
      case 5 -> json.append("null");
      case 6, 7 -> object("", levels);
      default -> array(levels - 1);
    }
  }

  private void array(int levels) {
    json.append('[');
    int elements = random.nextInt(4);
    for (int element = 0; element < elements; element++) {
      separate(element == 0);
      value(levels);
    }
    json.append(']');
  }

  private void separate(boolean first) {
    json.append(first ? "" : ",");
    if (random.nextInt(30) == 0) {
      json.append(Ingredients.one(random, List.of(" ", "\n", "\t", "\r\n")));
    } else if (random.nextInt(500) == 0) {
      json.append(Ingredients.one(random, List.of(" \u2003", ",", "/**/")));
    }
  }

  private void string(String text) {
    json.append('"');
    boolean escapeAll = random.nextInt(20) == 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (escapeAll || c < 0x20 || (Character.isSurrogate(c) && random.nextInt(8) == 0)) {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }

  private boolean happens() {
    return random.nextInt(oneChangeIn) == 0;
  }
}
