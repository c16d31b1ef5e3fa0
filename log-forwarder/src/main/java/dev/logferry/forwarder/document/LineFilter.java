package dev.logferry.forwarder.document;

import com.google.re2j.Pattern;
import dev.logferry.forwarder.document.Mapped.Filtered;
import dev.logferry.forwarder.document.line.Line;
import dev.logferry.forwarder.json.Utf8;
import java.util.Optional;

/**
 * The operator's rules for which events to leave out. Patterns are matched anywhere in the raw
 * line; they are RE2, which takes time linear in the line, so that no pattern can hang the
 * function.
 *
 * @param minimumLevel events below it are left out; an event whose level is unknown stays
 * @param include if set, only lines that match stay
 * @param exclude if set, lines that match are left out
 */
public record LineFilter(
    Optional<Level> minimumLevel, Optional<Pattern> include, Optional<Pattern> exclude) {

  /** Leaves nothing out. */
  public static final LineFilter KEEP_ALL =
      new LineFilter(Optional.empty(), Optional.empty(), Optional.empty());

  /** The rule that leaves an event out; empty if it stays. */
  Optional<Filtered> rejection(Utf8 rawLine, Line line) {
    if (minimumLevel.isPresent() && isBelow(minimumLevel.get(), line)) {
      return Optional.of(new Filtered("LOGFERRY_MINIMUM_LEVEL"));
    }
    if (include.isEmpty() && exclude.isEmpty()) {
      return Optional.empty();
    }
    String text = rawLine.toString();
    if (include.isPresent() && !include.get().matcher(text).find()) {
      return Optional.of(new Filtered("LOGFERRY_INCLUDE_PATTERN"));
    }
    if (exclude.isPresent() && exclude.get().matcher(text).find()) {
      return Optional.of(new Filtered("LOGFERRY_EXCLUDE_PATTERN"));
    }
    return Optional.empty();
  }

  private static boolean isBelow(Level minimum, Line line) {
    Level level = line.level();
    return level != null && level.compareTo(minimum) < 0;
  }
}
