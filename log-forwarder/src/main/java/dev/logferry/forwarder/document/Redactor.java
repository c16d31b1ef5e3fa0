package dev.logferry.forwarder.document;

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
import java.util.function.Supplier;

/**
 * Applies the redaction rules to a parsed line, before anything is made of it, so that no later
 * step can copy the value elsewhere.
 */
public final class Redactor {

  private final List<CompiledRule> rules;
  private final Place top;

  /**
   * @param hashKey key for rules that replace by a hash; empty if none does
   */
  public Redactor(List<RedactionRule> rules, String hashKey) {
    this(rules, () -> hashKey);
  }

  /**
   * @param hashKey key for rules that replace by a hash; called when one first does
   */
  public Redactor(List<RedactionRule> rules, Supplier<String> hashKey) {
    this.rules = rules.stream().map(rule -> CompiledRule.of(rule, hashKey)).toList();
    int longestField = this.rules.stream().mapToInt(CompiledRule::fieldLength).max().orElse(-1);
    this.top = new Place("", longestField, Optional.empty());
  }

  Line redact(Line line, RedactionCounts counts) {
    if (rules.isEmpty()) {
      return line;
    }
    return switch (line) {
      case EcsLine(JsonObject object) -> new EcsLine(object(object, top, counts));
      case JsonLine(JsonObject object, String text) -> {
        JsonObject redacted = object(object, top, counts);
        yield new JsonLine(redacted, redacted.equals(object) ? text : JsonText.text(redacted));
      }
      case TextLine(String text) -> new TextLine(text(text, counts));
    };
  }

  private JsonObject object(JsonObject object, Place place, RedactionCounts counts) {
    List<Member> members = new ArrayList<>(object.members().size());
    for (Member member : object.members()) {
      Json value = value(member.value(), place.below(member.name(), rules), counts);
      members.add(new Member(matches(member.name(), counts), value));
    }
    return new JsonObject(members);
  }

  private Json value(Json value, Place place, RedactionCounts counts) {
    return switch (value) {
      case JsonObject object -> object(object, place, counts);
      case JsonArray(List<Json> elements) ->
          new JsonArray(elements.stream().map(element -> value(element, place, counts)).toList());
      case JsonString(String text) ->
          new JsonString(
              place.rule().isPresent()
                  ? place.rule().get().replacement(text, counts)
                  : text(text, counts));
      case JsonNumber(String literal) -> literal(value, literal, place, counts);
      case Json.JsonBoolean bool -> literal(bool, String.valueOf(bool.value()), place, counts);
      case Json.JsonNull none -> none;
    };
  }

  private Json literal(Json value, String literal, Place place, RedactionCounts counts) {
    String redacted =
        place.rule().isPresent()
            ? place.rule().get().replacement(literal, counts)
            : matches(literal, counts);
    return redacted.equals(literal) ? value : new JsonString(redacted);
  }

  private String matches(String text, RedactionCounts counts) {
    String redacted = text;
    for (CompiledRule rule : rules) {
      redacted = rule.isPattern() ? rule.replaceIn(redacted, counts) : redacted;
    }
    return redacted;
  }

  /** A text can hold JSON: a line that was cut, or the body of a request in a message. */
  private String text(String text, RedactionCounts counts) {
    String plain = JsonEscapes.decoded(text);
    String redacted = plain;
    for (CompiledRule rule : rules) {
      redacted = rule.replaceIn(redacted, counts);
    }
    return redacted.equals(plain) ? text : redacted;
  }

  /**
   * Where in a line a value stands.
   *
   * @param prefix the path above, ending in a dot
   * @param longestField beyond this length of a path no further field rule can begin to hold
   * @param rule the field rule that holds here
   */
  private record Place(String prefix, int longestField, Optional<CompiledRule> rule) {

    Place below(String name, List<CompiledRule> rules) {
      if (prefix.length() > longestField) {
        return this;
      }
      String path = prefix + name;
      Optional<CompiledRule> first = rules.stream().filter(rule -> rule.takes(path)).findFirst();
      return new Place(path + ".", longestField, first);
    }
  }
}
