package dev.logferry.forwarder.document.line;

import dev.logferry.forwarder.document.Level;
import dev.logferry.forwarder.document.fields.DocumentFields;
import dev.logferry.forwarder.document.fields.FieldPath;
import dev.logferry.forwarder.document.fields.FieldTree;
import dev.logferry.forwarder.json.Utf8;
import dev.logferry.forwarder.json.Utf8Buffer;

/**
 * Fills {@code error.type}, {@code error.message} and {@code error.stack_trace} from a stack trace
 * in the message, and the first two from the stack trace if the line does not say them.
 */
final class ErrorFields {

  private static final FieldPath TYPE = FieldPath.of("error.type");
  private static final FieldPath ERROR_MESSAGE = FieldPath.of("error.message");
  private static final FieldPath STACK_TRACE = FieldPath.of("error.stack_trace");
  private static final FieldPath MESSAGE = FieldPath.of("message");
  private static final FieldPath LEVEL = FieldPath.of("log.level");
  private static final int KEPT_BYTES = 64 * 1024;

  private final DocumentFields fields;
  private final Explanation explanation;
  private final ErrorText error = new ErrorText();
  private final Utf8Buffer text = new Utf8Buffer(1_024);

  ErrorFields(DocumentFields fields, Explanation explanation) {
    this.fields = fields;
    this.explanation = explanation;
  }

  void fill(Line line) {
    text.clear(KEPT_BYTES);
    FieldTree tree = fields.tree();
    if (STACK_TRACE.isFilled(tree)) {
      if (!TYPE.isFilled(tree) || !ERROR_MESSAGE.isFilled(tree)) {
        fromStackTrace();
      }
    } else if (line.form() == Line.Form.TEXT) {
      fromMessage(line, line.text());
    } else if (fields.hasLineEnd(MESSAGE) && fields.read(MESSAGE, text)) {
      fromMessage(line, text.from(0));
    }
  }

  private void fromStackTrace() {
    if (!fields.read(STACK_TRACE, text)) {
      return; // a list, which other programs may write
    }
    Utf8 trace = text.from(0);
    if (error.findTrace(trace) || error.startsWithType(trace)) {
      fill(TYPE, error.type(), "the stack trace");
      fill(ERROR_MESSAGE, error.message(), "the stack trace");
    }
  }

  private void fromMessage(Line line, Utf8 message) {
    if (hasLineEnd(message) && error.findTrace(message)) {
      fill(STACK_TRACE, error.stackTrace(), "the message");
    } else if (line.form() != Line.Form.TEXT || !error.startsWithType(line.match().rest())) {
      return; // of a stack trace whose lines came one by one, the first has the type
    }
    fill(TYPE, error.type(), "the message");
    fill(ERROR_MESSAGE, error.message(), "the message");
    fill(LEVEL, Level.ERROR.utf8(), "the error in the message");
  }

  private void fill(FieldPath field, Utf8 value, String source) {
    if (!value.isEmpty() && fields.fill(field, value)) {
      explanation.filled(field, source);
    }
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
