package dev.logferry.forwarder.document.error;

import dev.logferry.forwarder.document.error.stacktrace.Head;
import dev.logferry.forwarder.document.error.stacktrace.StackTrace;
import dev.logferry.forwarder.document.error.stacktrace.StackTraceReader;

/**
 * Assigns errors to groups: {@link GroupKey} says which errors are the same, {@link GroupName} what
 * a reader sees. Not thread-safe.
 */
public final class ErrorGrouping {

  private final StackTraceReader reader = new StackTraceReader();
  private final FrameChoice frames = new FrameChoice();
  private final GroupKey key = new GroupKey();
  private final GroupName name = new GroupName();

  /** The group of the error in a document; the same fields always have the same group. */
  public ErrorGroup group(ErrorFields fields) {
    StackTrace trace = reader.read(fields.stackTrace());
    frames.choose(trace, fields.stackTrace().bytes());
    ErrorFields complete = complete(fields, trace);
    String culprit = frames.culprit(trace, fields.stackTrace().bytes());
    return new ErrorGroup(
        key.of(complete, trace, frames), name.of(complete, trace, culprit), culprit);
  }

  /** Takes type and message from the stack trace where the document has none of its own. */
  private static ErrorFields complete(ErrorFields fields, StackTrace trace) {
    if (trace.exceptionCount() == 0) {
      return fields;
    }
    byte[] bytes = fields.stackTrace().bytes();
    Head head = trace.head(trace.outermost());
    return new ErrorFields(
        fields.service(),
        fields.type().isEmpty() ? head.type(bytes) : fields.type(),
        fields.message().isEmpty() ? head.message(bytes) : fields.message(),
        fields.stackTrace(),
        fields.logger(),
        fields.line());
  }
}
