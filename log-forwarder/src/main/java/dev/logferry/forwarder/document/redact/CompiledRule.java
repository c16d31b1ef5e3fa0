package dev.logferry.forwarder.document.redact;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.logferry.forwarder.document.RedactionCounts;
import dev.logferry.forwarder.document.RedactionRule;
import dev.logferry.forwarder.document.RedactionRule.Field;
import dev.logferry.forwarder.document.RedactionRule.Matches;
import dev.logferry.forwarder.document.RedactionRule.Replacement;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A redaction rule with what it needs to run.
 *
 * @param inText what it finds in plain text
 * @param group the part of a match that is replaced
 */
record CompiledRule(RedactionRule rule, Optional<KeyedHash> hash, List<Pattern> inText, int group) {

  static CompiledRule of(RedactionRule rule, Supplier<String> hashKey) {
    Optional<KeyedHash> hash =
        rule.replacement() == Replacement.HASH
            ? Optional.of(new KeyedHash(hashKey))
            : Optional.empty();
    return switch (rule.target()) {
      case Matches(Pattern pattern) -> new CompiledRule(rule, hash, List.of(pattern), 0);
      case Field field -> new CompiledRule(rule, hash, FieldInText.patterns(field.lastName()), 1);
    };
  }

  boolean isPattern() {
    return rule.target() instanceof Matches;
  }

  /** The length of the path that a field rule is about; -1 if its depth does not matter. */
  int pathLength() {
    return rule.target() instanceof Field field && !field.isAtAnyDepth()
        ? field.path().length()
        : -1;
  }

  /** Whether the rule is for the field at a path, whose last name is given, or for one above it. */
  boolean takes(String path, String name) {
    if (!(rule.target() instanceof Field field)) {
      return false;
    }
    if (field.isAtAnyDepth()) {
      String wanted = field.lastName();
      int before = name.length() - wanted.length();
      return name.equalsIgnoreCase(wanted)
          || (before > 0
              && name.charAt(before - 1) == '.'
              && name.regionMatches(true, before, wanted, 0, wanted.length()));
    }
    int length = field.path().length();
    return path.regionMatches(true, 0, field.path(), 0, length)
        && (path.length() == length || path.charAt(length) == '.');
  }

  String replacement(String value, RedactionCounts counts) {
    counts.count(rule.name());
    return hash.isPresent()
        ? "[" + rule.name() + ":" + hash.get().of(value) + "]"
        : "[redacted:" + rule.name() + "]";
  }

  String replaceIn(String text, RedactionCounts counts) {
    String replaced = text;
    for (Pattern pattern : inText) {
      replaced = replaceIn(replaced, pattern, counts);
    }
    return replaced;
  }

  private String replaceIn(String text, Pattern pattern, RedactionCounts counts) {
    Matcher matcher = pattern.matcher(text);
    StringBuilder replaced = new StringBuilder();
    int from = 0;
    while (matcher.find()) {
      int start = matcher.start(group);
      int end = matcher.end(group);
      char quote = start < end ? text.charAt(start) : 0;
      if (group > 0 && (quote == '"' || quote == '\'')) { // they are not part of the value
        start++;
        end -= end > start && text.charAt(end - 1) == quote ? 1 : 0;
      }
      if (end > start && !isReplaced(text, start)) {
        String found = text.substring(start, end);
        String value = group > 0 ? FieldInText.value(found) : found;
        replaced.append(text, from, start).append(replacement(value, counts));
        from = end;
      }
    }
    return from == 0 ? text : replaced.append(text, from, text.length()).toString();
  }

  /** Another pattern of the same rule may have found the value before. */
  private boolean isReplaced(String text, int start) {
    return group > 0
        && (text.startsWith("[redacted:" + rule.name() + "]", start)
            || (hash.isPresent() && text.startsWith("[" + rule.name() + ":", start)));
  }
}
