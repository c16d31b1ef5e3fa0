package dev.logferry.forwarder.document.line;

import dev.logferry.forwarder.document.Level;
import dev.logferry.forwarder.document.error.ErrorDetails;
import dev.logferry.forwarder.document.error.ErrorFinder;
import dev.logferry.forwarder.document.error.ErrorGroup;
import dev.logferry.forwarder.document.error.ErrorGrouping;
import dev.logferry.forwarder.document.error.FoundError;
import dev.logferry.forwarder.document.fields.DocumentFields;
import dev.logferry.forwarder.document.fields.FieldPath;
import dev.logferry.forwarder.json.JsonKind;
import dev.logferry.forwarder.json.JsonStrings;
import dev.logferry.forwarder.json.JsonTape;
import dev.logferry.forwarder.json.Utf8;
import dev.logferry.forwarder.json.Utf8Buffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fills {@code error.type}, {@code error.message} and {@code error.stack_trace} from what stands in
 * the message or the stack trace, and gives each error its group.
 *
 * <p>An error is a line of level ERROR or FATAL, and any other with the type of an exception or a
 * stack trace, unless its level is below WARN.
 */
final class ErrorFields {

  private static final FieldPath TYPE = FieldPath.of("error.type");
  private static final FieldPath ERROR_MESSAGE = FieldPath.of("error.message");
  private static final FieldPath STACK_TRACE = FieldPath.of("error.stack_trace");
  private static final FieldPath GROUPING_KEY = FieldPath.of("error.grouping_key");
  private static final FieldPath GROUPING_NAME = FieldPath.of("error.grouping_name");
  private static final FieldPath CULPRIT = FieldPath.of("error.culprit");
  private static final FieldPath MESSAGE = FieldPath.of("message");
  private static final FieldPath LOGGER = FieldPath.of("log.logger");
  private static final FieldPath SERVICE = FieldPath.of("service.name");
  private static final int KEPT_BYTES = 64 * 1024;

  private final DocumentFields fields;
  private final Explanation explanation;
  private final Utf8Buffer text = new Utf8Buffer(1_024);

  /** Most functions see no error for a long time, and start sooner without these. */
  private @Nullable ErrorFinder finder;

  private @Nullable ErrorGrouping grouping;

  ErrorFields(DocumentFields fields, Explanation explanation) {
    this.fields = fields;
    this.explanation = explanation;
  }

  /**
   * Fills the fields that say what happened.
   *
   * @param level of the line; null if it says none
   * @return whether the line has an error, so that one without a level is of level ERROR
   */
  boolean fill(Line line, @Nullable Level level) {
    text.clear(KEPT_BYTES);
    if (STACK_TRACE.isFilled(fields.tree())) {
      if (!TYPE.isFilled(fields.tree()) || !ERROR_MESSAGE.isFilled(fields.tree())) {
        fromStackTrace();
      }
    } else if (line.form() == Line.Form.TEXT) {
      fromMessage(line.text(), line.message(), level, "the message");
    } else {
      if (mayHoldError(level) && fields.read(MESSAGE, text)) {
        fromMessage(text.from(0), text.from(0), level, "the message");
      }
      int fullMessage = line.tape().member(0, "full_message");
      if (fullMessage >= 0 && line.jsonFormat() == JsonFormat.GELF) {
        fromFullMessage(line.tape(), fullMessage, level);
      }
    }
    return hasError();
  }

  private boolean hasError() {
    return TYPE.isFilled(fields.tree()) || STACK_TRACE.isFilled(fields.tree());
  }

  /** Whether to look into the message of a JSON line, which costs a copy of it. */
  private boolean mayHoldError(@Nullable Level level) {
    return isWarning(level)
        ? !TYPE.isFilled(fields.tree()) || fields.hasLineEnd(MESSAGE)
        : fields.hasLineEnd(MESSAGE);
  }

  private static boolean isWarning(@Nullable Level level) {
    return level == null || level.compareTo(Level.WARN) >= 0;
  }

  private void fromStackTrace() {
    if (!fields.read(STACK_TRACE, text)) {
      return; // a list, which other programs may write
    }
    Optional<FoundError> error = finder().find(text.from(0));
    if (error.isPresent()) {
      fill(TYPE, error.get().type(), "the stack trace");
      fill(ERROR_MESSAGE, error.get().message(), "the stack trace");
    }
  }

  /** GELF's long form of the message, which holds the stack trace if there is one. */
  private void fromFullMessage(JsonTape tape, int member, @Nullable Level level) {
    if (tape.kind(member) == JsonKind.STRING && !STACK_TRACE.isFilled(fields.tree())) {
      text.clear(KEPT_BYTES);
      JsonStrings.unescape(tape.bytes(), tape.start(member), tape.end(member), text);
      fromMessage(text.from(0), text.from(0), level, "full_message");
    }
  }

  /**
   * A stack trace counts in a line of any level. The mere name of an exception counts from WARN on,
   * and in a line without a level only where its message begins: that is the first line of a stack
   * trace whose lines were written as events of their own.
   *
   * @param whole the text, with all that the logger writes before the message
   * @param source what the text is called where the fields are explained
   */
  private void fromMessage(Utf8 whole, Utf8 message, @Nullable Level level, String source) {
    boolean severalLines = hasLineEnd(whole);
    if (!severalLines && !isWarning(level)) {
      return;
    }
    Optional<FoundError> found = finder().find(whole);
    if (found.isEmpty()) {
      return;
    }
    FoundError error = found.get();
    boolean begins = error.type().start() == message.start() && !error.type().isEmpty();
    if (!error.stackTrace().isEmpty() || (isWarning(level) && (level != null || begins))) {
      fill(STACK_TRACE, error.stackTrace(), source);
      fill(TYPE, error.type(), source);
      fill(ERROR_MESSAGE, error.message(), source);
    }
  }

  /**
   * Fills the fields of the error's group, if the document is an error. To be called when all else
   * is filled, since the group depends on the service.
   *
   * @param level of the document; null if it has none
   */
  void fillGroup(Line line, @Nullable Level level) {
    boolean severe = level != null && level.compareTo(Level.ERROR) >= 0;
    if (!severe && !(isWarning(level) && hasError())) {
      return;
    }
    ErrorGroup group = grouping().group(details(line));
    fill(GROUPING_KEY, Utf8.of(group.key()), "the error");
    fill(GROUPING_NAME, Utf8.of(group.name()), "the error");
    fill(CULPRIT, Utf8.of(group.culprit()), "the error");
  }

  private ErrorDetails details(Line line) {
    text.clear(KEPT_BYTES);
    int service = append(SERVICE);
    int type = append(TYPE);
    int message = append(ERROR_MESSAGE);
    int stackTrace = append(STACK_TRACE);
    int logger = append(LOGGER);
    boolean ofText = line.form() == Line.Form.TEXT;
    int document = ofText ? logger : append(MESSAGE);
    byte[] bytes = text.bytes();
    return new ErrorDetails(
        new Utf8(bytes, 0, service),
        new Utf8(bytes, service, type),
        new Utf8(bytes, type, message),
        new Utf8(bytes, message, stackTrace),
        new Utf8(bytes, stackTrace, logger),
        ofText ? line.message() : new Utf8(bytes, logger, document));
  }

  /** Appends the text of a field, if it has one; gives the position after it. */
  private int append(FieldPath field) {
    fields.read(field, text);
    return text.length();
  }

  private void fill(FieldPath field, Utf8 value, String source) {
    if (!value.isEmpty() && fields.fill(field, value)) {
      explanation.filled(field, source);
    }
  }

  private ErrorFinder finder() {
    ErrorFinder made = finder == null ? new ErrorFinder() : finder;
    finder = made;
    return made;
  }

  private ErrorGrouping grouping() {
    ErrorGrouping made = grouping == null ? new ErrorGrouping() : grouping;
    grouping = made;
    return made;
  }

  private static boolean hasLineEnd(Utf8 text) {
    for (int at = text.start(); at < text.end(); at++) {
      if (text.bytes()[at] == '\n') {
        return true;
      }
    }
    return false;
  }
}
