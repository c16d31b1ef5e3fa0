package dev.logferry.forwarder.document.line;

import dev.logferry.forwarder.document.Guard;
import dev.logferry.forwarder.document.Level;
import dev.logferry.forwarder.document.fields.DocumentFields;
import dev.logferry.forwarder.document.fields.FieldPath;
import dev.logferry.forwarder.document.fields.FieldTree;
import dev.logferry.forwarder.document.time.Assumption;
import dev.logferry.forwarder.document.time.Moment;
import dev.logferry.forwarder.document.time.TimeReader;
import dev.logferry.forwarder.json.JsonKind;
import dev.logferry.forwarder.json.JsonTape;
import dev.logferry.forwarder.json.Utf8;
import dev.logferry.forwarder.json.Utf8Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Gives a document the fields that its line says: always a time and a message, the level if it says
 * one, and what its form knows. Not thread-safe.
 */
public final class LineFields {

  private static final FieldPath TIMESTAMP = FieldPath.of("@timestamp");
  private static final FieldPath MESSAGE = FieldPath.of("message");
  private static final FieldPath LEVEL = FieldPath.of("log.level");
  private static final FieldPath ERROR_MESSAGE = FieldPath.of("error.message");
  private static final FieldPath ASSUMED = FieldPath.of("logferry.assumed");

  private final DocumentFields fields;
  private final Explanation explanation;
  private final EcsMembers ecs;
  private final JsonMembers json;
  private final TextParts text;
  private final ErrorFields errors;
  private final Moment time = new Moment();
  private final Utf8Buffer levelName = new Utf8Buffer(16);

  /** Of the document. */
  private @Nullable Level level;

  private boolean levelAssumed;

  public LineFields(DocumentFields fields, TimeReader times, Explanation explanation) {
    this.fields = fields;
    this.explanation = explanation;
    this.json = new JsonMembers(fields, times, explanation);
    this.ecs = new EcsMembers(fields, json);
    this.text = new TextParts(fields, json, explanation);
    this.errors = new ErrorFields(fields, explanation);
  }

  /**
   * Fills the fields.
   *
   * @param eventMillis CloudWatch's time, for a line that says none
   * @return false if an ECS line has more fields than a mapping should get from it: then the
   *     document is of no use, and the line is to be read as other JSON
   */
  public boolean fill(Line line, long eventMillis) {
    FieldTree tree = fields.tree();
    int timestamp = TIMESTAMP.make(tree);
    int message = MESSAGE.make(tree);
    if (line.hasLoneSurrogates()) {
      fields.notes().guarded(Guard.SURROGATE);
    }
    boolean hasTime =
        switch (line.form()) {
          case ECS -> ecs.fill(line, time);
          case JSON -> json.fill(line, time);
          case TEXT -> text.fill(line, time);
        };
    if (line.form() == Line.Form.ECS && fields.hasTooManyFields(line.tape())) {
      return false;
    }
    if (!hasTime) {
      eventTime(eventMillis);
    }
    fields.set(timestamp, time);
    Level said = line.level();
    level(said);
    if (!tree.holds(message)) {
      message(message, line);
    }
    wrapper(line.wrapper());
    assumeLevel(said, errors.fill(line, said));
    if (explanation.isWanted()) {
      explain(line, said);
    }
    return true;
  }

  /** Reduces a document to its time, its level and a text: what cutting leaves of a line. */
  public void fillCut(Line line, long eventMillis, Utf8 kept) {
    FieldTree tree = fields.tree();
    int timestamp = TIMESTAMP.make(tree);
    if (!readTime(line, time)) {
      time.setMillis(eventMillis);
    }
    fields.set(timestamp, time);
    fields.set(MESSAGE.make(tree), kept);
    level(line.level());
    level = null; // what is cut joins no group of errors
    levelAssumed = false;
  }

  /** Reads the time that a line says; false if it says none. */
  public boolean readTime(Line line, Moment into) {
    return switch (line.form()) {
      case ECS -> ecs.readTime(line, into);
      case JSON -> json.readTime(line, into);
      case TEXT -> text.readTime(line, into);
    };
  }

  private void eventTime(long millis) {
    explanation.filled(TIMESTAMP, "CloudWatch's time");
    if (!time.setMillis(millis)) {
      fields.notes().displacedText(Guard.TIMESTAMP, "timestamp", Utf8.of(Long.toString(millis)));
    }
  }

  /** One name for one level, so that one search finds it; what names none is displaced. */
  private void level(@Nullable Level level) {
    FieldTree tree = fields.tree();
    int field = LEVEL.find(tree);
    if (tree.holds(field) && !namesLevel()) {
      fields.displace(Guard.LEVEL, field);
    }
    if (level != null) {
      int target = LEVEL.make(tree);
      if (target != FieldTree.NONE) {
        fields.set(target, level.utf8());
      }
    }
  }

  private boolean namesLevel() {
    levelName.clear(1_024);
    return fields.read(LEVEL, levelName)
        && Level.read(levelName.bytes(), 0, levelName.length()) != null;
  }

  private void explain(Line line, @Nullable Level said) {
    explanation.format(
        line.wrapper() == null ? line.formatTitle() : Wrapper.TITLE + ", " + line.formatTitle());
    if (said != null && line.form() != Line.Form.ECS) {
      explanation.filled(LEVEL, line.isLevelOfText() ? TextParts.SOURCE : "the format");
    }
  }

  /** Nothing but an error has an exception, so a line with one is found as such. */
  private void assumeLevel(@Nullable Level said, boolean hasError) {
    levelAssumed = said == null && hasError;
    level = levelAssumed ? Level.ERROR : said;
    if (levelAssumed) {
      level(level);
      explanation.filled(LEVEL, "the error in the line");
    }
  }

  /**
   * Gives the document of an error its group. To be called when all else is filled, since the group
   * depends on the service.
   */
  public void fillGroup(Line line) {
    errors.fillGroup(line, level);
  }

  /** A line without a message of its own is found by full text all the same. */
  private void message(int message, Line line) {
    FieldTree tree = fields.tree();
    int error = ERROR_MESSAGE.find(tree);
    if (line.form() == Line.Form.ECS && tree.holds(error)) {
      tree.copy(error, message);
      explanation.filled(MESSAGE, "error.message");
    } else {
      fields.set(message, line.text());
      explanation.filled(MESSAGE, "the whole line");
    }
  }

  private void wrapper(@Nullable JsonTape wrapper) {
    if (wrapper != null) {
      Wrapper.fill(wrapper, fields);
    }
  }

  /** Marks what was assumed of the document's time and level. */
  public void writeAssumptions() {
    if (time.assumptions().isEmpty() && !levelAssumed) {
      return;
    }
    Utf8Buffer array = new Utf8Buffer(32);
    for (Assumption assumption : time.assumptions()) {
      add(assumption.fieldValue(), array);
    }
    if (levelAssumed) {
      add("level", array);
    }
    array.append(']');
    FieldTree tree = fields.tree();
    int field = ASSUMED.make(tree);
    if (field != FieldTree.NONE) {
      tree.set(field, JsonKind.ARRAY, array.bytes(), 0, array.length());
    }
  }

  private static void add(String assumed, Utf8Buffer array) {
    array.appendAscii(array.length() == 0 ? "[\"" : ",\"");
    array.appendAscii(assumed);
    array.append('"');
  }
}
