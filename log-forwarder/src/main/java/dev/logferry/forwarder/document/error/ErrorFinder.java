package dev.logferry.forwarder.document.error;

import dev.logferry.forwarder.document.error.stacktrace.Head;
import dev.logferry.forwarder.document.error.stacktrace.StackTrace;
import dev.logferry.forwarder.document.error.stacktrace.StackTraceReader;
import dev.logferry.forwarder.json.Utf8;
import java.util.Optional;

/**
 * Finds an error in the text of a log line, which may have several lines: a stack trace of Java,
 * Python, Node, Go or .NET, or an exception's type with its message. It reads each byte a bounded
 * number of times. Not thread-safe.
 */
public final class ErrorFinder {

  private final StackTraceReader reader = new StackTraceReader();

  /**
   * The error in a text, if there is one. A piece of a stack trace without its head is none. A line
   * of any level can mention an exception, so its level decides whether the line is an error.
   */
  public Optional<FoundError> find(Utf8 text) {
    StackTrace trace = reader.read(text);
    if (trace.exceptionCount() == 0) {
      return Optional.empty();
    }
    Head head = trace.head(trace.outermost());
    if (!head.hasType() && !trace.isAnnounced() && trace.start() == text.start()) {
      return Optional.empty();
    }
    byte[] bytes = text.bytes();
    Utf8 stackTrace =
        trace.start() < 0 ? Utf8.EMPTY : new Utf8(bytes, trace.start(), text.end()).strip();
    return Optional.of(new FoundError(head.type(bytes), head.message(bytes), stackTrace));
  }
}
