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
  public ErrorGroup group(ErrorDetails error) {
    StackTrace trace = reader.read(error.stackTrace());
    frames.choose(trace, error.stackTrace().bytes());
    ErrorDetails complete = complete(error, trace);
    String culprit = frames.culprit(trace, error.stackTrace().bytes());
    return new ErrorGroup(
        key.of(complete, trace, frames), name.of(complete, trace, culprit), culprit);
  }

  /** Takes type and message from the stack trace where the document has none of its own. */
  private static ErrorDetails complete(ErrorDetails error, StackTrace trace) {
    if (trace.exceptionCount() == 0) {
      return error;
    }
    byte[] bytes = error.stackTrace().bytes();
    Head head = trace.head(trace.outermost());
    return new ErrorDetails(
        error.service(),
        error.type().isEmpty() ? head.type(bytes) : error.type(),
        error.message().isEmpty() ? head.message(bytes) : error.message(),
        error.stackTrace(),
        error.logger(),
        error.line());
  }
}
