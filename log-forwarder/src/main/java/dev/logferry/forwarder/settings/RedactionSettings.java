package dev.logferry.forwarder.settings;

import dev.logferry.forwarder.document.RedactionRule;
import dev.logferry.forwarder.document.RedactionRule.Field;
import dev.logferry.forwarder.document.RedactionRule.Matches;
import dev.logferry.forwarder.document.RedactionRule.Replacement;
import dev.logferry.forwarder.document.RedactionRule.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads the redaction rules: a JSON array of objects. */
final class RedactionSettings {

  private static final String FORM =
      "expected a JSON array such as [{\"name\":\"email\",\"pattern\":\"…\",\"replace\":\"hash\"},{\"name\":\"password\",\"field\":\"user.password\"}]";

  private RedactionSettings() {}

  static List<RedactionRule> read(EnvironmentReader reader) {
    if (reader.text(Variable.REDACTION_RULES).isEmpty()) {
      return List.of();
    }
    List<RedactionRule> rules =
        reader.parsed(Variable.REDACTION_RULES, RedactionSettings::rules, List.of());
    boolean hashes = rules.stream().anyMatch(rule -> rule.replacement() == Replacement.HASH);
    if (hashes && HashKeySettings.read(reader).equals(HashKeySettings.NONE)) {
      reader.problem(
          "neither %s nor %s is set, but a rule in %s replaces by hash"
              .formatted(
                  Variable.REDACTION_HASH_KEY.key(),
                  Variable.REDACTION_HASH_KEY_SECRET.key(),
                  Variable.REDACTION_RULES.key()));
    }
    return rules;
  }

  private static List<RedactionRule> rules(String value) {
    List<RedactionRule> rules = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Map<String, String> members : objects(value)) {
      RedactionRule rule = rule(members);
      if (!names.add(rule.name())) {
        throw new IllegalArgumentException("two rules are named '" + rule.name() + "'");
      }
      rules.add(rule);
    }
    return rules;
  }

  private static RedactionRule rule(Map<String, String> members) {
    String name = members.getOrDefault("name", "");
    if (!name.matches("[A-Za-z0-9_.-]{1,50}")) {
      throw new IllegalArgumentException(
          "a rule's name '%s' must be 1 to 50 letters, digits, or _ . -".formatted(name));
    }
    Set<String> unknown = new HashSet<>(members.keySet());
    unknown.removeAll(Set.of("name", "pattern", "field", "replace"));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "rule '%s' has the unknown members %s; known are name, pattern, field, replace"
              .formatted(name, unknown));
    }
    return new RedactionRule(name, target(name, members), replacement(name, members));
  }

  private static Target target(String name, Map<String, String> members) {
    String pattern = members.getOrDefault("pattern", "");
    String field = members.getOrDefault("field", "");
    if (pattern.isEmpty() == field.isEmpty()) {
      throw new IllegalArgumentException(
          "rule '%s' needs a pattern or a field, and not both".formatted(name));
    }
    if (!field.isEmpty()) {
      return new Field(field);
    }
    var compiled = ValueParsers.re2(pattern);
    if (compiled.matches("")) {
      throw new IllegalArgumentException(
          "the pattern of rule '%s' matches the empty text".formatted(name));
    }
    return new Matches(compiled);
  }

  private static Replacement replacement(String name, Map<String, String> members) {
    String replace = members.getOrDefault("replace", "mark");
    return switch (replace) {
      case "mark" -> Replacement.MARK;
      case "hash" -> Replacement.HASH;
      default ->
          throw new IllegalArgumentException(
              "rule '%s' has replace '%s'; expected mark or hash".formatted(name, replace));
    };
  }

  private static List<Map<String, String>> objects(String value) {
    List<Map<String, String>> objects = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), value)) {
      expect(parser.nextToken() == JsonToken.START_ARRAY);
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        Map<String, String> members = new HashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          String name = parser.currentName();
          expect(parser.nextToken() == JsonToken.VALUE_STRING);
          expect(members.put(name, parser.getString()) == null);
        }
        objects.add(members);
      }
      expect(parser.currentToken() == JsonToken.END_ARRAY && parser.nextToken() == null);
      return objects;
    } catch (JacksonException e) {
      throw new IllegalArgumentException(FORM, e);
    }
  }

  private static void expect(boolean held) {
    if (!held) {
      throw new IllegalArgumentException(FORM);
    }
  }
}
