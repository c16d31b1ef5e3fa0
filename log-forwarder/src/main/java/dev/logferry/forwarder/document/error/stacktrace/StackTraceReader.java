package dev.logferry.forwarder.document.error.stacktrace;

import dev.logferry.forwarder.document.error.text.Bytes;
import dev.logferry.forwarder.json.Utf8;

/**
 * Reads the stack trace in a text, which may have log lines before it, line by line: {@link
 * LineKind} says what a line is, this class what follows from it. Every byte is looked at a bounded
 * number of times. Not thread-safe: a trace is valid until the next one is read.
 */
public final class StackTraceReader {

  private final StackTraceBuilder builder = new StackTraceBuilder();
  private byte[] bytes = new byte[0];
  private int end;

  /** How far a suppressed exception is indented that is being skipped, or -1. */
  private int suppressedColumn;

  /** Go prints the failed goroutine first; what the others did says nothing about the error. */
  private int goroutines;

  /** Reads a text; if it holds no error, the result has no exceptions. */
  public StackTrace read(Utf8 text) {
    bytes = text.bytes();
    end = text.end();
    builder.clear(bytes);
    suppressedColumn = -1;
    goroutines = 0;
    int line = text.start();
    while (line < end && goroutines < 2) {
      line = readLine(line) + 1;
    }
    return builder.finish();
  }

  /** Reads one line, and returns where it ends. */
  private int readLine(int start) {
    int text = Bytes.skipBlanks(bytes, start, end);
    LineKind kind = LineKind.of(bytes, text, end);
    if (kind == LineKind.OTHER && text < end && (bytes[text] == '|' || bytes[text] == '+')) {
      text = Bytes.skipBlanks(bytes, text + 1, end); // the margin of Python's exception groups
      kind = LineKind.of(bytes, text, end);
    }
    if (kind == LineKind.OTHER) {
      return readOther(start, text);
    }
    if (suppressedColumn >= 0 && !endsSuppressed(kind, text - start)) {
      return Bytes.lineEnd(bytes, text, end);
    }
    if (kind == LineKind.AT_FRAME || kind == LineKind.PYTHON_FRAME) {
      return readFrame(kind, start, text);
    }
    int lineEnd = Bytes.lineEnd(bytes, text, end);
    readKnown(kind, start, text, lineEnd);
    return lineEnd;
  }

  /** What is suppressed, and its causes, say nothing about the error itself. */
  private boolean endsSuppressed(LineKind kind, int column) {
    boolean ends =
        column < suppressedColumn && (kind == LineKind.CAUSED_BY || kind == LineKind.WRAPPED_BY);
    suppressedColumn = ends ? -1 : suppressedColumn;
    return ends;
  }

  private void readKnown(LineKind kind, int start, int text, int lineEnd) {
    int column = text - start;
    int rest = text + kind.length();
    switch (kind) {
      case TRACEBACK -> builder.openTraceback(text, column, true);
      case GROUP_TRACEBACK -> builder.openTraceback(text, column, false);
      case GOROUTINE -> {
        goroutines++;
        builder.openGo(start);
      }
      case CAUSED_BY, CAUSED_BY_NODE, CAUSE_OF_NODE -> builder.openNext(start, rest, lineEnd);
      case WRAPPED_BY -> {
        builder.openNext(start, rest, lineEnd);
        builder.trace.outermostLast = true;
      }
      case INNER -> builder.openInner(start, rest, lineEnd);
      case END_OF_INNER -> builder.closeInner();
      case SUPPRESSED -> suppressedColumn = column;
      default -> builder.endMessage();
    }
  }

  private int readFrame(LineKind kind, int start, int text) {
    Frame frame = builder.trace.nextFrame();
    boolean python = kind == LineKind.PYTHON_FRAME;
    int rest = text + kind.length();
    int after =
        python ? PythonFrame.read(bytes, rest, end, frame) : AtFrame.read(bytes, rest, end, frame);
    if (after < 0) {
      return readOther(start, text);
    }
    if (python) {
      builder.trace.raisedLast = true;
      builder.addWithoutHead(frame, start);
    } else {
      builder.add(frame, start);
    }
    return Bytes.lineEnd(bytes, after, end);
  }

  /** Reads a line that does not begin like a part of a stack trace, and returns where it ends. */
  private int readOther(int start, int text) {
    HeadCandidates candidates = builder.candidates;
    int previousStart = candidates.previousStart;
    int previousEnd = candidates.previousEnd;
    int lineEnd =
        builder.isOpen()
            ? Bytes.lineEnd(bytes, text, end)
            : HeadScanner.scan(bytes, text, end, candidates);
    if (text > start && GoFrame.isSource(bytes, text, lineEnd)) {
      readGoFrame(previousStart, previousEnd, text, lineEnd);
    } else if (candidates.traceback >= 0) {
      builder.openTraceback(candidates.traceback, 0, true);
      candidates.traceback = -1;
    } else if (builder.isOpen() && lineEnd > text) {
      builder.addText(text - start, text, lineEnd);
    }
    return lineEnd;
  }

  private void readGoFrame(int function, int functionEnd, int source, int sourceEnd) {
    Frame frame = builder.trace.nextFrame();
    if (GoFrame.read(bytes, function, functionEnd, source, sourceEnd, frame)) {
      builder.addWithoutHead(frame, function);
    }
    builder.candidates.previousEnd = builder.candidates.previousStart;
  }
}
