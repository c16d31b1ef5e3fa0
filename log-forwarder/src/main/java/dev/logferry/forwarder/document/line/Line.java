package dev.logferry.forwarder.document.line;

import dev.logferry.forwarder.document.Level;
import dev.logferry.forwarder.document.time.TimeReader;
import dev.logferry.forwarder.json.JsonStrings;
import dev.logferry.forwarder.json.JsonTape;
import dev.logferry.forwarder.json.JsonTape.Read;
import dev.logferry.forwarder.json.Utf8;
import dev.logferry.forwarder.json.Utf8Buffer;
import org.jspecify.annotations.Nullable;

/**
 * What a log line is. Nothing is decided about the document here: a line is read as far as
 * filtering and redaction need it. Used for one line after another; not thread-safe.
 */
public final class Line {

  /** In which of three ways a line is read. */
  public enum Form {
    /** JSON in ECS names. */
    ECS,
    /** Another JSON object. */
    JSON,
    /** Anything else. */
    TEXT
  }

  /** Deeper lines stay text; nothing that an application logs is this deep. */
  private static final int MAX_DEPTH = 200;

  /**
   * A line of a megabyte can hold half a million values, and none that is meant to be searched
   * holds as many as this.
   */
  private static final int MAX_VALUES = 100_000;

  private static final int KEPT_BYTES = 256 * 1024;

  private static final String[] MESSAGE_OF_PAIRS = {"msg", "message", "event"};

  private final JsonTape own = new JsonTape(MAX_DEPTH, MAX_VALUES);
  private final JsonTape wrapped = new JsonTape(MAX_DEPTH, MAX_VALUES);
  private final Utf8Buffer unwrapped = new Utf8Buffer(256);
  private final TextMatch match;

  /** Lines in ECS, and texts, do without: made when it is first needed, it costs no cold start. */
  private @Nullable JsonDialects dialects;

  private Form form = Form.TEXT;
  private Utf8 text = Utf8.EMPTY;
  private JsonTape tape = own;
  private boolean hasWrapper;
  private boolean beyondLimits;
  private boolean dialectsRead;
  private boolean textRead;
  private boolean pairs;
  private @Nullable JsonFormat jsonFormat;
  private @Nullable TextFormat textFormat;

  /**
   * @param times reads the times in texts
   */
  public Line(TimeReader times) {
    this.match = new TextMatch(times);
  }

  /** Becomes another line, which must not change while it is in use. */
  public void read(Utf8 message) {
    unwrapped.clear(KEPT_BYTES);
    beyondLimits = false;
    hasWrapper = false;
    read(message, own);
    if (form != Form.TEXT) {
      int inner = Wrapper.wrappedLine(own);
      if (inner >= 0) {
        JsonStrings.unescape(own.bytes(), own.start(inner), own.end(inner), unwrapped);
        unwrapped.truncate(withoutLineEnd(unwrapped));
        read(unwrapped.from(0), wrapped);
        hasWrapper = true;
      }
    }
  }

  /**
   * Becomes what redaction has left of the line.
   *
   * @param wrapper the object around it; empty if there is none
   */
  public void read(Utf8 line, Utf8 wrapper) {
    hasWrapper = !wrapper.isEmpty() && own.read(wrapper) == Read.OBJECT;
    read(line, hasWrapper ? wrapped : own);
  }

  private void read(Utf8 line, JsonTape into) {
    text = line;
    tape = into;
    dialectsRead = false;
    textRead = false;
    pairs = false;
    jsonFormat = null;
    textFormat = null;
    Read read = looksLikeAnObject(line) ? into.read(line) : Read.NOT_AN_OBJECT;
    beyondLimits |= read == Read.BEYOND_LIMITS;
    form = read != Read.OBJECT ? Form.TEXT : EcsMarks.isEcs(into) ? Form.ECS : Form.JSON;
  }

  private static int withoutLineEnd(Utf8Buffer line) {
    int length = line.length();
    while (length > 0 && (line.bytes()[length - 1] == '\n' || line.bytes()[length - 1] == '\r')) {
      length--;
    }
    return length;
  }

  /** Spares most texts an attempt. */
  private static boolean looksLikeAnObject(Utf8 line) {
    int start = line.start();
    int end = line.end();
    while (start < end && isBlank(line.bytes()[start])) {
      start++;
    }
    while (end > start && isBlank(line.bytes()[end - 1])) {
      end--;
    }
    return start < end && line.bytes()[start] == '{' && line.bytes()[end - 1] == '}';
  }

  private static boolean isBlank(byte c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  /** Takes an ECS line for any other JSON from now on. */
  public void becomeOtherJson() {
    form = Form.JSON;
  }

  public Form form() {
    return form;
  }

  /** The line without its wrapper, as it is written. */
  public Utf8 text() {
    return text;
  }

  /** The members of a JSON line. */
  public JsonTape tape() {
    return tape;
  }

  /** The object that a log driver or shipper put around the line; null if there is none. */
  public @Nullable JsonTape wrapper() {
    return hasWrapper ? own : null;
  }

  /** Whether escapes in a JSON line make halves of surrogate pairs, which will be replaced. */
  public boolean hasLoneSurrogates() {
    return (form != Form.TEXT && tape.hasLoneSurrogates())
        || (hasWrapper && own.hasLoneSurrogates());
  }

  /** Whether it may be JSON, but too deep or too large to be read as such. */
  public boolean isBeyondLimits() {
    return beyondLimits;
  }

  /** The level that the line says; null if it says none that is known. */
  public @Nullable Level level() {
    if (form == Form.TEXT) {
      readText();
      Level level = match.level();
      return level == null && pairs ? LevelOf.dialect(dialects(), jsonFormat, tape) : level;
    }
    Level level = LevelOf.ecs(tape);
    return level == null ? LevelOf.dialect(dialects(), jsonFormat, tape) : level;
  }

  /** The members that mean something in some dialect. */
  JsonDialects dialects() {
    JsonDialects made = dialects == null ? new JsonDialects() : dialects;
    dialects = made;
    if (!dialectsRead) {
      made.read(tape);
      jsonFormat = made.format();
      dialectsRead = true;
    }
    return made;
  }

  /** The dialect of a JSON line; null if it is none of those known. */
  @Nullable JsonFormat jsonFormat() {
    dialects();
    return jsonFormat;
  }

  /** What was found at the beginning of a text. */
  TextMatch match() {
    readText();
    return match;
  }

  /** The format of a text; null if it has none. */
  @Nullable TextFormat textFormat() {
    readText();
    return textFormat;
  }

  /** What a text says after all that its logger writes before it. */
  Utf8 message() {
    if (isPairs()) {
      for (String name : MESSAGE_OF_PAIRS) {
        int member = tape.member(0, name);
        if (member >= 0) {
          int start = unwrapped.length();
          JsonStrings.unescape(tape.bytes(), tape.start(member), tape.end(member), unwrapped);
          return unwrapped.from(start);
        }
      }
      return text;
    }
    Utf8 rest = match.rest();
    return rest.isEmpty() ? text : rest;
  }

  /** Whether a text is made of pairs, which then are members of the tape. */
  boolean isPairs() {
    readText();
    return pairs;
  }

  private void readText() {
    if (textRead) {
      return;
    }
    textRead = true;
    match.open(text);
    pairs = readPairs();
    if (!pairs) {
      textFormat = TextFormats.of(text, match);
    }
  }

  private boolean readPairs() {
    int start = unwrapped.length();
    if (!Logfmt.toJson(text, unwrapped) || wrapped.read(unwrapped.from(start)) != Read.OBJECT) {
      unwrapped.truncate(start);
      return false;
    }
    tape = wrapped;
    return true;
  }

  /** Whether the level stands in a text, and is not that of all lines of its format. */
  boolean isLevelOfText() {
    TextFormat format = form == Form.TEXT ? textFormat() : null;
    return format != null && format.level() == null && match.level() != null;
  }

  /** What the format of the line is called; empty if it has none. */
  public String formatTitle() {
    return switch (form) {
      case ECS -> "ECS";
      case JSON -> {
        JsonFormat format = jsonFormat();
        yield format == null ? "JSON" : format.title();
      }
      case TEXT -> {
        TextFormat format = textFormat();
        yield pairs ? Logfmt.TITLE : format == null ? "" : format.title();
      }
    };
  }
}
