package dev.logferry.forwarder.document.error.stacktrace;

import dev.logferry.forwarder.document.error.text.Bytes;

/**
 * Puts a stack trace together: knows which exception the next frame belongs to, and whose message
 * goes on in the next line. Not thread-safe.
 */
final class StackTraceBuilder {

  private static final byte[] INNER_EXCEPTION = Bytes.ascii("(Inner Exception #");
  private static final byte[] INNER_IN_LINE = Bytes.ascii(" ---> ");

  final StackTrace trace = new StackTrace();
  final HeadCandidates candidates = new HeadCandidates();
  private byte[] bytes = new byte[0];

  /** The exception that the next frame belongs to, or -1 before the first. */
  private int exception;

  /** The exception whose message goes on in the next line, or -1. */
  private int openMessage;

  /** The exception whose type is still to come, as Python prints it after the frames, or -1. */
  private int withoutType;

  /** How far Python's {@code Traceback} is indented: its type and message are no further. */
  private int tracebackColumn;

  void clear(byte[] bytes) {
    this.bytes = bytes;
    trace.clear();
    candidates.clear();
    exception = -1;
    openMessage = -1;
    withoutType = -1;
  }

  boolean isOpen() {
    return exception >= 0;
  }

  void endMessage() {
    openMessage = -1;
  }

  /** Adds a frame, and before the first one the exception that it belongs to. */
  void add(Frame frame, int start) {
    openFirst(start);
    trace.add(frame, exception);
  }

  private void openFirst(int start) {
    openMessage = -1;
    if (exception < 0) {
      Head head = open();
      candidates.chooseForFrames(bytes, head);
      trace.start = head.hasType() ? head.typeStart : start;
      splitInner(head);
    }
  }

  private Head open() {
    exception = trace.addException();
    return trace.head(exception);
  }

  /** Adds a frame that the exception's type comes after, or none: Python's, and Go's loggers'. */
  void addWithoutHead(Frame frame, int start) {
    if (exception < 0) {
      open();
      trace.start = start;
    }
    trace.add(frame, exception);
  }

  void openTraceback(int start, int column, boolean outermostLast) {
    if (exception < 0) {
      trace.start = start;
      trace.outermostLast = outermostLast;
    }
    trace.announced = true;
    open();
    openMessage = -1;
    withoutType = exception;
    tracebackColumn = column;
  }

  void openGo(int start) {
    trace.announced = true;
    if (exception < 0) {
      Head head = open();
      candidates.chooseForGo(bytes, head);
      trace.start = head.hasType() ? candidates.panicStart : start;
    }
  }

  /** Opens the next exception of the chain, whose type and message begin at {@code rest}. */
  void openNext(int start, int rest, int lineEnd) {
    openFirst(start);
    if (LineKind.of(bytes, rest, lineEnd) != LineKind.CIRCULAR) {
      readHead(open(), rest, lineEnd);
    }
  }

  /** .NET lists the inner exceptions first, and then the frames of the innermost. */
  void openInner(int start, int rest, int lineEnd) {
    openFirst(start);
    splitInner(openInner(rest, lineEnd));
  }

  private Head openInner(int rest, int lineEnd) {
    int type = rest;
    if (Bytes.startsWith(bytes, rest, lineEnd, INNER_EXCEPTION)) {
      type = Math.min(lineEnd, Bytes.indexOf(bytes, ')', rest, lineEnd) + 2);
    }
    int outer = exception;
    Head head = open();
    head.outer = outer;
    readHead(head, type, lineEnd);
    return head;
  }

  private void readHead(Head head, int start, int lineEnd) {
    if (ExceptionType.read(bytes, start, lineEnd, head)) {
      openMessage = exception;
    }
  }

  /** The old .NET Framework writes inner exceptions into the same line. */
  private void splitInner(Head first) {
    Head head = first;
    int arrow = Bytes.indexOf(bytes, INNER_IN_LINE, head.messageStart, head.messageEnd);
    while (arrow < head.messageEnd) {
      int innerEnd = head.messageEnd;
      head.messageEnd = arrow;
      head = openInner(arrow + INNER_IN_LINE.length, innerEnd);
      arrow = Bytes.indexOf(bytes, INNER_IN_LINE, head.messageStart, head.messageEnd);
    }
  }

  void closeInner() {
    openMessage = -1;
    exception = exception < 0 ? -1 : trace.head(exception).outer;
  }

  /** Adds a line that is not the beginning of anything: Python's type, or more of a message. */
  void addText(int column, int text, int lineEnd) {
    if (withoutType >= 0
        && column <= tracebackColumn
        && ExceptionType.read(bytes, text, lineEnd, trace.head(withoutType))) {
      openMessage = withoutType;
      withoutType = -1;
    } else if (openMessage >= 0) {
      trace.head(openMessage).messageEnd = lineEnd;
    }
    candidates.previousStart = text;
    candidates.previousEnd = lineEnd;
  }

  StackTrace finish() {
    if (exception < 0) {
      Head head = open();
      candidates.chooseWithoutFrames(bytes, head);
      if (!head.hasType()) {
        trace.clear();
      }
    } else if (withoutType >= 0) {
      // Lambda's Python runtime prints type and message before the stack trace.
      Head head = trace.head(withoutType);
      candidates.chooseWithoutFrames(bytes, head);
      trace.start = head.hasType() && withoutType == 0 ? head.typeStart : trace.start;
    }
    return trace;
  }
}
