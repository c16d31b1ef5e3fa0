package dev.logferry.forwarder.document;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.logferry.forwarder.document.RedactionRule.Field;
import dev.logferry.forwarder.document.RedactionRule.Matches;
import dev.logferry.forwarder.document.RedactionRule.Replacement;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A redaction rule with what it needs to run.
 *
 * @param inText what it finds in plain text
 * @param group the part of a match that is replaced
 */
record CompiledRule(RedactionRule rule, Optional<KeyedHash> hash, Pattern inText, int group) {

  static CompiledRule of(RedactionRule rule, Supplier<String> hashKey) {
    Optional<KeyedHash> hash =
        rule.replacement() == Replacement.HASH
            ? Optional.of(new KeyedHash(hashKey))
            : Optional.empty();
    return switch (rule.target()) {
      case Matches(Pattern pattern) -> new CompiledRule(rule, hash, pattern, 0);
      case Field(String path) -> new CompiledRule(rule, hash, FieldInText.pattern(path), 1);
    };
  }

  boolean isPattern() {
    return rule.target() instanceof Matches;
  }

  /** The length of the field's path; -1 if the rule is for a pattern. */
  int fieldLength() {
    return rule.target() instanceof Field(String field) ? field.length() : -1;
  }

  /** Whether the rule is for the field at a path, or for one above it. */
  boolean takes(String path) {
    return rule.target() instanceof Field(String field)
        && path.startsWith(field)
        && (path.length() == field.length() || path.charAt(field.length()) == '.');
  }

  String replacement(String value, RedactionCounts counts) {
    counts.count(rule.name());
    return hash.map(keyed -> "[" + rule.name() + ":" + keyed.of(value) + "]")
        .orElseGet(() -> "[redacted:" + rule.name() + "]");
  }

  String replaceIn(String text, RedactionCounts counts) {
    Matcher matcher = inText.matcher(text);
    StringBuilder replaced = new StringBuilder();
    int from = 0;
    while (matcher.find()) {
      int start = matcher.start(group);
      int end = matcher.end(group);
      if (group > 0 && text.charAt(start) == '"') { // the quotes are not part of the value
        start++;
        end -= end > start && text.charAt(end - 1) == '"' ? 1 : 0;
      }
      if (end > start) {
        String found = text.substring(start, end);
        String value = group > 0 ? FieldInText.value(found) : found;
        replaced.append(text, from, start).append(replacement(value, counts));
        from = end;
      }
    }
    return from == 0 ? text : replaced.append(text, from, text.length()).toString();
  }
}
