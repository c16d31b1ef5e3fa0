package dev.logferry.forwarder.document.redact;

import dev.logferry.forwarder.document.RedactionCounts;
import dev.logferry.forwarder.document.RedactionRule;
import dev.logferry.forwarder.document.line.Line;
import dev.logferry.forwarder.json.JsonStrings;
import dev.logferry.forwarder.json.JsonTape;
import dev.logferry.forwarder.json.Utf8;
import dev.logferry.forwarder.json.Utf8Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Applies the redaction rules to a line, before anything is made of it, so that no later step can
 * copy the value elsewhere. What was redacted is read again as a line. Not thread-safe.
 */
public final class Redactor {

  private final List<CompiledRule> rules = new ArrayList<>();
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
    int longestPath = -1;
    for (RedactionRule rule : rules) {
      CompiledRule compiled = CompiledRule.of(rule, hashKey);
      this.rules.add(compiled);
      longestPath = Math.max(longestPath, compiled.pathLength());
    }
    this.top = new Place("", longestPath, null);
  }

  /** Redacts a line in place. */
  public void redact(Line line, RedactionCounts counts) {
    if (rules.isEmpty()) {
      return;
    }
    Utf8 redacted =
        line.form() == Line.Form.TEXT
            ? text(line.text(), counts)
            : object(line.tape(), line.text(), false, counts);
    JsonTape wrapper = line.wrapper();
    Utf8 outer = wrapper == null ? Utf8.EMPTY : object(wrapper, Utf8.EMPTY, true, counts);
    if (wrapper != null || !redacted.equals(line.text())) {
      line.read(redacted, outer);
    }
  }

  private Utf8 text(Utf8 text, RedactionCounts counts) {
    String plain = text.toString();
    String redacted = text(plain, counts);
    return redacted.equals(plain) ? text : Utf8.of(redacted);
  }

  /**
   * @param text what it is if nothing in it is redacted
   * @param withoutLine whether to leave out what a wrapper holds as {@code log}
   */
  private Utf8 object(JsonTape tape, Utf8 text, boolean withoutLine, RedactionCounts counts) {
    Writer writer = new Writer(tape, withoutLine, counts);
    writer.object(0, top);
    return writer.changed || withoutLine ? writer.out.from(0) : text;
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

  /** Writes an object as it reads after redaction. */
  private final class Writer {

    private final JsonTape tape;
    private final boolean withoutLine;
    private final RedactionCounts counts;
    private final Utf8Buffer out = new Utf8Buffer(1_024);
    private boolean changed;

    Writer(JsonTape tape, boolean withoutLine, RedactionCounts counts) {
      this.tape = tape;
      this.withoutLine = withoutLine;
      this.counts = counts;
    }

    void object(int object, Place place) {
      out.append('{');
      for (int member = object + 1; member < tape.next(object); member = tape.next(member)) {
        if (member > object + 1) {
          out.append(',');
        }
        String name = tape.name(member);
        string(name, matches(name, counts));
        out.append(':');
        if (withoutLine && object == 0 && name.equals("log")) {
          out.appendAscii("\"\"");
        } else {
          value(member, place.below(name, rules));
        }
      }
      out.append('}');
    }

    private void value(int value, Place place) {
      switch (tape.kind(value)) {
        case OBJECT -> object(value, place);
        case ARRAY -> array(value, place);
        case STRING -> {
          String text = tape.string(value);
          string(text, place.rule == null ? text(text, counts) : replaced(place.rule, text));
        }
        case NULL -> out.append(tape.bytes(), tape.start(value), tape.end(value));
        case WHOLE_NUMBER, FRACTION, TRUE, FALSE -> {
          String literal = tape.string(value);
          String redacted =
              place.rule == null ? matches(literal, counts) : replaced(place.rule, literal);
          if (redacted.equals(literal)) {
            out.append(tape.bytes(), tape.start(value), tape.end(value));
          } else {
            string(literal, redacted);
          }
        }
      }
    }

    private String replaced(CompiledRule rule, String value) {
      return rule.replacement(value, counts);
    }

    private void array(int array, Place place) {
      out.append('[');
      for (int element = array + 1; element < tape.next(array); element = tape.next(element)) {
        if (element > array + 1) {
          out.append(',');
        }
        value(element, place);
      }
      out.append(']');
    }

    private void string(String before, String after) {
      changed |= !before.equals(after);
      out.append('"');
      JsonStrings.escape(Utf8.of(after), out);
      out.append('"');
    }
  }

  /** Where in a line a value stands, and the rule that holds there. */
  private static final class Place {

    private final String prefix;

    /** Beyond this length of a path no rule for a path can begin to hold. */
    private final int longestPath;

    private final @Nullable CompiledRule rule;

    Place(String prefix, int longestPath, @Nullable CompiledRule rule) {
      this.prefix = prefix;
      this.longestPath = longestPath;
      this.rule = rule;
    }

    Place below(String name, List<CompiledRule> rules) {
      String path = prefix.length() > longestPath ? prefix : prefix + name;
      for (CompiledRule each : rules) {
        if (each.takes(path, name)) {
          return new Place(path + ".", longestPath, each);
        }
      }
      return new Place(prefix.length() > longestPath ? prefix : path + ".", longestPath, rule);
    }
  }
}
