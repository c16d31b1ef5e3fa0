package dev.logferry.forwarder.document;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.logferry.forwarder.document.Json.JsonArray;
import dev.logferry.forwarder.document.Json.JsonNumber;
import dev.logferry.forwarder.document.Json.JsonObject;
import dev.logferry.forwarder.document.Json.JsonString;
import dev.logferry.forwarder.document.Json.Member;
import dev.logferry.forwarder.document.Line.EcsLine;
import dev.logferry.forwarder.document.Line.JsonLine;
import dev.logferry.forwarder.document.Line.TextLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Applies the redaction rules to a parsed line, before anything is made of it, so that no later
 * step can copy the value elsewhere.
 */
public final class Redactor {

  private final List<Rule> rules;

  /** A rule with what it needs to run. In text, a field rule finds the field as a JSON member. */
  private record Rule(RedactionRule rule, Optional<KeyedHash> hash, Pattern inText) {}

  /**
   * @param hashKey key for rules that replace by a hash; empty if none does
   */
  public Redactor(List<RedactionRule> rules, String hashKey) {
    this.rules =
        rules.stream()
            .map(
                rule ->
                    new Rule(
                        rule,
                        rule.replacement() == RedactionRule.Replacement.HASH
                            ? Optional.of(new KeyedHash(hashKey))
                            : Optional.empty(),
                        inText(rule.target())))
            .toList();
  }

  Line redact(Line line, RedactionCounts counts) {
    if (rules.isEmpty()) {
      return line;
    }
    return switch (line) {
      case EcsLine(JsonObject object) -> new EcsLine(object(object, "", counts));
      case JsonLine(JsonObject object, String text) -> {
        JsonObject redacted = object(object, "", counts);
        yield new JsonLine(redacted, redacted.equals(object) ? text : JsonText.text(redacted));
      }
      case TextLine(String text) -> new TextLine(text(text, counts));
    };
  }

  private JsonObject object(JsonObject object, String prefix, RedactionCounts counts) {
    List<Member> members = new ArrayList<>(object.members().size());
    for (Member member : object.members()) {
      Json value = value(member.value(), prefix + member.name(), counts);
      members.add(new Member(matches(member.name(), counts), value));
    }
    return new JsonObject(members);
  }

  private Json value(Json value, String path, RedactionCounts counts) {
    return switch (value) {
      case JsonObject object -> object(object, path + ".", counts);
      case JsonArray(List<Json> elements) ->
          new JsonArray(elements.stream().map(element -> value(element, path, counts)).toList());
      case JsonString(String text) -> new JsonString(leaf(text, path, counts));
      case JsonNumber(String literal) -> {
        String redacted = leaf(literal, path, counts);
        yield redacted.equals(literal) ? value : new JsonString(redacted);
      }
      case Json.JsonBoolean bool -> {
        String literal = String.valueOf(bool.value());
        String redacted = leaf(literal, path, counts);
        yield redacted.equals(literal) ? value : new JsonString(redacted);
      }
      case Json.JsonNull none -> none;
    };
  }

  private String leaf(String text, String path, RedactionCounts counts) {
    for (Rule rule : rules) {
      if (rule.rule().target() instanceof RedactionRule.Field(String field)
          && (path.equals(field) || path.startsWith(field + "."))) {
        counts.count(rule.rule().name());
        return replacement(rule, text);
      }
    }
    return matches(text, counts);
  }

  private String matches(String text, RedactionCounts counts) {
    String redacted = text;
    for (Rule rule : rules) {
      if (rule.rule().target() instanceof RedactionRule.Matches(Pattern pattern)) {
        redacted = replaceAll(rule, pattern, 0, redacted, counts);
      }
    }
    return redacted;
  }

  private String text(String text, RedactionCounts counts) {
    String redacted = text;
    for (Rule rule : rules) {
      int group = rule.rule().target() instanceof RedactionRule.Field ? 1 : 0;
      redacted = replaceAll(rule, rule.inText(), group, redacted, counts);
    }
    return redacted;
  }

  private static String replaceAll(
      Rule rule, Pattern pattern, int group, String text, RedactionCounts counts) {
    Matcher matcher = pattern.matcher(text);
    StringBuilder replaced = new StringBuilder(text.length());
    int from = 0;
    while (matcher.find()) {
      int start = matcher.start(group);
      int end = matcher.end(group);
      if (group > 0 && text.charAt(start) == '"') { // so that the hash is that of the parsed string
        start++;
        end -= end > start && text.charAt(end - 1) == '"' ? 1 : 0;
      }
      if (end > start) {
        counts.count(rule.rule().name());
        replaced.append(text, from, start).append(replacement(rule, text.substring(start, end)));
        from = end;
      }
    }
    return from == 0 ? text : replaced.append(text, from, text.length()).toString();
  }

  private static String replacement(Rule rule, String value) {
    String name = rule.rule().name();
    return rule.hash()
        .map(hash -> "[" + name + ":" + hash.of(value) + "]")
        .orElseGet(() -> "[redacted:" + name + "]");
  }

  /**
   * A field in text that is no longer JSON, such as a line that a log driver cut: its last name in
   * quotes, a colon, then a string (closed or cut off), all that follows an opening brace or
   * bracket, or anything up to the next delimiter.
   */
  private static Pattern inText(RedactionRule.Target target) {
    return switch (target) {
      case RedactionRule.Matches(Pattern pattern) -> pattern;
      case RedactionRule.Field(String path) -> {
        String lastName = path.substring(path.lastIndexOf('.') + 1);
        yield Pattern.compile(
            "\"(?:[^\"]*\\.)?"
                + Pattern.quote(lastName)
                + "\"\\s*:\\s*(\"(?:[^\"\\\\]|\\\\.)*\"?|(?s:[{\\[].*)|[^\"\\s,}\\]{\\[][^,}\\]]*)");
      }
    };
  }
}
