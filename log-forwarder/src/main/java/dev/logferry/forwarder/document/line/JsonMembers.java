package dev.logferry.forwarder.document.line;

import dev.logferry.forwarder.document.fields.DocumentFields;
import dev.logferry.forwarder.document.fields.FieldPath;
import dev.logferry.forwarder.document.time.Moment;
import dev.logferry.forwarder.document.time.TimeReader;
import dev.logferry.forwarder.json.JsonKind;
import dev.logferry.forwarder.json.JsonStrings;
import dev.logferry.forwarder.json.JsonTape;
import dev.logferry.forwarder.json.Utf8;
import dev.logferry.forwarder.json.Utf8Buffer;

/**
 * Fills the fields of a JSON line that is not ECS: what its members are known to mean, whatever
 * their logger calls them, what is named as in ECS, and the whole object under {@code json}.
 */
final class JsonMembers implements JsonDialects.Lifting {

  private static final FieldPath SOURCE_LINE = FieldPath.of("log.origin.file.line");

  private final DocumentFields fields;
  private final TimeReader times;
  private final Explanation explanation;
  private final StackTraceValue stackTraces = new StackTraceValue();
  private final Utf8Buffer unescaped = new Utf8Buffer(64);

  private JsonTape tape = new JsonTape(1, 1);
  private Moment time = new Moment();
  private boolean hasTime;
  private boolean onlyTime;
  private boolean withMessage;

  JsonMembers(DocumentFields fields, TimeReader times, Explanation explanation) {
    this.fields = fields;
    this.times = times;
    this.explanation = explanation;
  }

  /**
   * Fills the fields.
   *
   * @return whether the line says its time
   */
  boolean fill(Line line, Moment into) {
    return fill(line, into, true);
  }

  /** Fills the fields of a text that is made of pairs, which is its own message. */
  boolean fillPairs(Line line, Moment into) {
    return fill(line, into, false);
  }

  private boolean fill(Line line, Moment into, boolean message) {
    lift(line, into, false, message);
    fields.liftEcs(line.tape());
    fields.placeJson(line.tape(), 0);
    return hasTime;
  }

  /** Reads the time alone. */
  boolean readTime(Line line, Moment into) {
    lift(line, into, true, false);
    return hasTime;
  }

  private void lift(Line line, Moment into, boolean timeAlone, boolean message) {
    tape = line.tape();
    time = into;
    hasTime = false;
    onlyTime = timeAlone;
    withMessage = message;
    line.dialects().lift(line.jsonFormat(), this);
  }

  @Override
  public boolean lift(JsonLift lift, String name, int member) {
    if (onlyTime && lift.reading() != JsonLift.Reading.TIME) {
      return true;
    }
    boolean filled =
        switch (lift.reading()) {
          case TIME -> liftTime(member);
          case MESSAGE -> !withMessage || message(lift.field(), name, member);
          case TEXT -> isText(member) && fields.fill(lift.field(), tape, member);
          case VALUE -> fields.fill(lift.field(), tape, member);
          case TRACE_ID -> isText(member) && fields.fill(lift.field(), lastPart(member));
          case CALLER -> tape.kind(member) == JsonKind.STRING && caller(lift.field(), member);
          case STACK_TRACE -> stackTraces.fill(fields, lift.field(), tape, member);
          // The line has read its level already, since the filter asks for it.
          case LEVEL,
              LEVEL_NAME,
              LEVEL_LETTER,
              SYSLOG_SEVERITY,
              OPEN_TELEMETRY_SEVERITY,
              PYTHON_LEVEL ->
              LevelOf.read(lift.reading(), tape, member) != null;
        };
    if (filled) {
      explanation.filled(lift.field(), name);
    }
    return filled;
  }

  private boolean liftTime(int member) {
    hasTime = hasTime || readTime(tape, member, time);
    return hasTime;
  }

  /** The time that a member says: a text, an epoch, an object of seconds and nanoseconds. */
  boolean readTime(JsonTape from, int member, Moment into) {
    return switch (from.kind(member)) {
      case STRING -> times.read(text(from, member), into);
      case WHOLE_NUMBER, FRACTION ->
          times.readEpoch(from.bytes(), from.start(member), from.end(member), into);
      case OBJECT -> readInstant(from, member, into);
      case ARRAY ->
          from.next(member) == member + 2 && readTime(from, member + 1, into); // of one element
      case TRUE, FALSE, NULL -> false;
    };
  }

  private boolean readInstant(JsonTape from, int object, Moment into) {
    int seconds = either(from, object, "epochSecond", "seconds");
    int nanos = either(from, object, "nanoOfSecond", "nanos");
    if (seconds < 0 || from.kind(seconds) == JsonKind.OBJECT) {
      int date = from.member(object, "$date");
      return date >= 0 && from.kind(date) != JsonKind.OBJECT && readTime(from, date, into);
    }
    unescaped.clear();
    unescaped.append(from.bytes(), from.start(seconds), from.end(seconds));
    if (!times.readEpoch(unescaped.bytes(), 0, unescaped.length(), into)) {
      return false;
    }
    return nanos < 0 || into.setNanos(from.bytes(), from.start(nanos), from.end(nanos));
  }

  private static int either(JsonTape from, int object, String name, String otherName) {
    int member = from.member(object, name);
    return member < 0 ? from.member(object, otherName) : member;
  }

  /** A text counts if it is not blank; an object or list only where nothing else can be meant. */
  private boolean message(FieldPath field, String name, int member) {
    JsonKind kind = tape.kind(member);
    if (kind == JsonKind.STRING) {
      return !isBlank(member) && fields.fill(field, tape, member);
    }
    boolean meant = name.equals("message") || name.equals("msg") || name.equals("body");
    if (!meant || (kind != JsonKind.OBJECT && kind != JsonKind.ARRAY)) {
      return false;
    }
    fields.fillWithJson(field, tape, member);
    return true;
  }

  private boolean isText(int member) {
    return switch (tape.kind(member)) {
      case STRING -> !isBlank(member);
      case WHOLE_NUMBER, FRACTION -> true;
      default -> false;
    };
  }

  private boolean isBlank(int member) {
    for (int at = tape.start(member); at < tape.end(member); at++) {
      if (tape.bytes()[at] != ' ') {
        return false;
      }
    }
    return true;
  }

  /** Google Cloud writes {@code projects/PROJECT/traces/ID}. */
  private Utf8 lastPart(int member) {
    Utf8 whole = text(tape, member);
    int start = whole.end();
    while (start > whole.start() && whole.bytes()[start - 1] != '/') {
      start--;
    }
    return new Utf8(whole.bytes(), start, whole.end());
  }

  /** {@code orders/pay.go:42} */
  private boolean caller(FieldPath field, int member) {
    Utf8 whole = text(tape, member);
    int colon = whole.end();
    while (colon > whole.start() && whole.bytes()[colon - 1] != ':') {
      colon--;
    }
    int line = 0;
    boolean number = colon > whole.start() && whole.end() - colon < 8;
    for (int at = colon; number && at < whole.end(); at++) {
      int digit = whole.bytes()[at] - '0';
      number = digit >= 0 && digit <= 9;
      line = line * 10 + digit;
    }
    if (!number) {
      return fields.fill(field, whole);
    }
    fields.fill(SOURCE_LINE, line);
    return fields.fill(field, new Utf8(whole.bytes(), whole.start(), colon - 1));
  }

  /** The text of a string or number; valid until the next is read. */
  private Utf8 text(JsonTape from, int member) {
    if (!from.isEscaped(member)) {
      return new Utf8(from.bytes(), from.start(member), from.end(member));
    }
    unescaped.clear();
    JsonStrings.unescape(from.bytes(), from.start(member), from.end(member), unescaped);
    return unescaped.from(0);
  }
}
