package dev.logferry.forwarder.document.line;

import dev.logferry.forwarder.document.Level;
import dev.logferry.forwarder.document.fields.FieldPath;
import dev.logferry.forwarder.document.time.Moment;
import dev.logferry.forwarder.document.time.TimeReader;
import dev.logferry.forwarder.json.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Holds a text against templates, and says what the one that fits has found. Takes time linear in
 * the text: no template goes back, and each part has a bound. Not thread-safe.
 */
final class TextMatch {

  /** No program writes a longer thread, logger or address. */
  private static final int LONGEST_PART = 1_024;

  /** With colour codes around it. */
  private static final int LONGEST_LEVEL = 40;

  private static final int UUID_BYTES = 36;
  private static final int MOST_PARTS = 24;

  private final TimeReader times;
  private final Moment moment = new Moment();
  private byte[] text = {};
  private int start;
  private int end;
  private int at;

  /** Most templates begin with a time: what stands at a position is read once. */
  private int timeStart;

  private int timeEnd;

  private boolean hasTime;
  private int levelStart;
  private @Nullable Level level;
  private final FieldPath[] fields = new FieldPath[MOST_PARTS];
  private final int[] starts = new int[MOST_PARTS];
  private final int[] ends = new int[MOST_PARTS];
  private final boolean[] numbers = new boolean[MOST_PARTS];
  private int found;

  TextMatch(TimeReader times) {
    this.times = times;
  }

  /** Begins with another text. */
  void open(Utf8 line) {
    text = line.bytes();
    start = line.start();
    end = line.end();
    timeStart = -1;
    clear();
  }

  private void clear() {
    at = start;
    hasTime = false;
    level = null;
    found = 0;
  }

  /** The time that was found; null if there is none. */
  @Nullable Moment time() {
    return hasTime ? moment : null;
  }

  @Nullable Level level() {
    return level;
  }

  void setLevel(@Nullable Level other) {
    level = other;
  }

  /** How many fields were found. */
  int size() {
    return found;
  }

  FieldPath field(int index) {
    return fields[index];
  }

  boolean isNumber(int index) {
    return numbers[index];
  }

  Utf8 value(int index) {
    return new Utf8(text, starts[index], ends[index]);
  }

  /** What follows the part that fitted. */
  Utf8 rest() {
    int from = at;
    while (from < end && (text[from] == ' ' || text[from] == '\t')) {
      from++;
    }
    return new Utf8(text, from, end);
  }

  /** Whether the text begins as a template says. */
  boolean fits(TextTemplate template) {
    clear();
    for (TextTemplate.Part part : template.parts()) {
      if (!fits(part)) {
        clear();
        return false;
      }
    }
    return true;
  }

  private boolean fits(TextTemplate.Part part) {
    return switch (part.kind()) {
      case CHARACTER -> accept(part.character());
      case BLANKS -> blanks();
      case TIME -> time(readTime(), part);
      case NAMED_TIME -> at < end && text[at] > '9' && time(readTime(), part);
      case CLOCK -> time(times.readClock(text, at, end, moment), part);
      case MONTH_DAY -> time(times.readMonthDay(text, at, end, moment), part);
      case LEVEL -> level(part);
      case UNMISTAKABLE_LEVEL -> level(part) && Level.isUnmistakable(text, levelStart, at);
      case CAPITAL_LEVEL -> isCapital(at < end ? text[at] : 0) && level(part) && isInCapitals();
      case LETTER -> letter();
      case PRIORITY -> priority(part);
      case SKIPPED -> goTo(endOf(part));
      case TEXT -> value(part, false);
      case NUMBER -> value(part, true);
      case UUID -> isUuid() && value(part, false);
    };
  }

  private boolean accept(char c) {
    boolean stands = at < end && text[at] == c;
    at += stands ? 1 : 0;
    return stands;
  }

  private boolean blanks() {
    int from = at;
    while (at < end && (text[at] == ' ' || text[at] == '\t')) {
      at++;
    }
    return at > from;
  }

  private int readTime() {
    if (timeStart != at) {
      timeStart = at;
      timeEnd = times.readBegin(text, at, end, moment);
    }
    return timeEnd;
  }

  /** What follows a time has to be what the template says, or it is part of something longer. */
  private boolean time(int timesEnd, TextTemplate.Part part) {
    if (timesEnd < 0) {
      return false;
    }
    at = timesEnd;
    hasTime = true;
    return part.character() != 0 || at == end || text[at] <= ' ';
  }

  private boolean level(TextTemplate.Part part) {
    if (at == end || !mayBeginLevel(text[at])) {
      return false; // nearly always
    }
    int levelEnd = endOf(part);
    if (levelEnd < 0 || levelEnd - at > LONGEST_LEVEL) {
      return false;
    }
    levelStart = at;
    level = Level.read(text, at, levelEnd);
    return level != null && goTo(levelEnd);
  }

  private static boolean mayBeginLevel(byte c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '\u001b';
  }

  /** Whether the level that was found stands in capitals, and is no word of another meaning. */
  private boolean isInCapitals() {
    for (int i = levelStart; i < at; i++) {
      if (!isCapital(text[i])) {
        return false;
      }
    }
    return Level.isUnmistakable(text, levelStart, at);
  }

  private static boolean isCapital(int c) {
    return c >= 'A' && c <= 'Z';
  }

  private boolean letter() {
    level = at < end ? Level.ofLetter(text[at]) : null;
    at++;
    return level != null;
  }

  /** Syslog's priority: the facility times eight, and the severity. */
  private boolean priority(TextTemplate.Part part) {
    int priority = 0;
    int from = at;
    while (at < end && at - from < 3 && text[at] >= '0' && text[at] <= '9') {
      priority = priority * 10 + text[at++] - '0';
    }
    level = Level.ofSyslogSeverity(priority % 8);
    return at > from && priority < 192 && (at == end || text[at] == part.character());
  }

  private boolean value(TextTemplate.Part part, boolean number) {
    int valueEnd = endOf(part);
    if (valueEnd < 0 || found == MOST_PARTS || (number && !isNumber(at, valueEnd))) {
      return false;
    }
    int from = at;
    int to = valueEnd;
    while (from < to && text[from] == ' ') { // a logger may pad names
      from++;
    }
    while (to > from && text[to - 1] == ' ') {
      to--;
    }
    boolean none = from == to || (to == from + 1 && text[from] == '-');
    if (!none) {
      fields[found] = part.field();
      starts[found] = from;
      ends[found] = to;
      numbers[found] = number;
      found++;
    }
    return goTo(valueEnd);
  }

  /** Whether 36 characters that a UUID may have come next, with dashes where it has them. */
  private boolean isUuid() {
    if (end - at < UUID_BYTES) {
      return false;
    }
    for (int i = 0; i < UUID_BYTES; i++) {
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash ? text[at + i] != '-' : Character.digit(text[at + i], 16) < 0) {
        return false;
      }
    }
    return true;
  }

  private boolean isNumber(int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] < '0' || text[i] > '9') {
        return to == from + 1 && text[i] == '-';
      }
    }
    return to - from <= 15;
  }

  private boolean goTo(int position) {
    at = position;
    return position >= 0;
  }

  /** Where a part in braces ends; -1 if it is empty or does not end as the template says. */
  private int endOf(TextTemplate.Part part) {
    char terminator = part.character();
    boolean blanks = mayHoldBlanks(terminator);
    int limit = Math.min(end, at + LONGEST_PART);
    int position = at;
    while (position < limit) {
      byte c = text[position];
      if (c == '\n' || c == terminator || (!blanks && (c == ' ' || c == '\t'))) {
        break;
      }
      position++;
    }
    byte ending = position < end ? text[position] : (byte) '\n';
    boolean ended =
        switch (terminator) {
          case 0 -> true;
          case ' ' -> ending == ' ' || ending == '\t' || ending == '\n';
          default -> ending == terminator;
        };
    return ended && position > at ? position : -1;
  }

  private static boolean mayHoldBlanks(char terminator) {
    return terminator == ']'
        || terminator == ')'
        || terminator == '"'
        || terminator == '|'
        || terminator == 0;
  }

  /**
   * Goes on to a level in capitals that is hardly anything else, such as ERROR, within the next
   * bytes of the line.
   */
  boolean findLevel(int within) {
    int limit = Math.min(end, at + within);
    for (int from = at; from < limit && text[from] != '\n'; from++) {
      if (isCapital(text[from]) && !isWordCharacter(from == start ? ' ' : text[from - 1])) {
        int to = from;
        while (to < end && isWordCharacter(text[to])) {
          to++;
        }
        levelStart = from;
        level = Level.ofName(text, from, to);
        at = to;
        if (level != null && isInCapitals()) {
          return true;
        }
        level = null;
        from = to - 1;
      }
    }
    return false;
  }

  private static boolean isWordCharacter(int c) {
    return isCapital(c) || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c < 0;
  }
}
