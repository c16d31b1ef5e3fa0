package dev.logferry.forwarder.document.error.stacktrace;

import dev.logferry.forwarder.document.error.text.Bytes;

/**
 * Where the first exception's type and message may stand: what was seen of them before the first
 * frame. A type at the beginning of a line counts for more than one in the midst of it, since a log
 * line often quotes the type before the stack trace begins. Not thread-safe.
 */
final class HeadCandidates {

  private static final byte[] THREAD = Bytes.ascii("Exception in thread \"");

  private final Head atLineStart = new Head();
  private final Head inLine = new Head();
  private final Head beforeFrame = new Head();

  /** The last line that is not blank; empty if there is none. */
  int previousStart;

  int previousEnd;

  /** Where Go's stack trace begins, if there is one. */
  int panicStart;

  /** Where a Python stack trace begins in the midst of a line, or -1. */
  int traceback;

  void clear() {
    atLineStart.clear();
    inLine.clear();
    previousStart = 0;
    previousEnd = 0;
    traceback = -1;
  }

  /** Adds a type; the first one counts, unless it is a bare word, such as "Error: not found". */
  void add(byte[] bytes, int lineStart, int type, int typeEnd, int colon, int end) {
    boolean wanted =
        type == lineStart
            ? !atLineStart.hasType() || isBare(bytes)
            : !inLine.hasType() && !ExceptionType.isBareWord(bytes, type, typeEnd);
    if (wanted) {
      int lineEnd = Bytes.lineEnd(bytes, colon, end);
      Head head = type == lineStart ? atLineStart : inLine;
      head.set(type, typeEnd, ExceptionType.messageStart(bytes, colon, lineEnd), lineEnd);
    }
  }

  void addPanic(byte[] bytes, int lineStart, int colon, int lineEnd) {
    if (!atLineStart.hasType()) {
      panicStart = lineStart;
      int message = ExceptionType.messageStart(bytes, colon, lineEnd);
      GoPanic.read(bytes, lineStart, colon, message, lineEnd, atLineStart);
    }
  }

  private boolean isBare(byte[] bytes) {
    return ExceptionType.isBareWord(bytes, atLineStart.typeStart, atLineStart.typeEnd);
  }

  /**
   * Chooses the head of the frames that begin now; its message reaches to the last line before
   * them.
   */
  void chooseForFrames(byte[] bytes, Head head) {
    readBeforeFrame(bytes);
    boolean qualified =
        ExceptionType.isQualified(bytes, beforeFrame.typeStart, beforeFrame.typeEnd);
    if (atLineStart.hasType()) {
      head.set(atLineStart);
    } else if (qualified || !inLine.hasType()) {
      head.set(beforeFrame);
    } else {
      head.set(inLine);
    }
    if (head.hasType()) {
      head.messageEnd = Math.max(head.messageEnd, previousEnd);
    }
  }

  /** Directly before the first frame, a type may have any name. */
  private void readBeforeFrame(byte[] bytes) {
    beforeFrame.clear();
    int start = previousStart;
    if (Bytes.startsWith(bytes, start, previousEnd, THREAD)) {
      int quote = Bytes.indexOf(bytes, '"', start + THREAD.length, previousEnd);
      start = Math.min(quote + 2, previousEnd);
    }
    ExceptionType.read(bytes, start, previousEnd, beforeFrame);
  }

  /** Chooses the head of a stack trace of Go, whose message has one line. */
  void chooseForGo(byte[] bytes, Head head) {
    if (!atLineStart.hasType()) {
      panicStart = previousStart;
      GoPanic.readServing(bytes, previousStart, previousEnd, atLineStart);
    }
    head.set(atLineStart);
  }

  /** Chooses what a text without frames says of an error. */
  void chooseWithoutFrames(byte[] bytes, Head head) {
    boolean uncaught = Bytes.startsWith(bytes, previousStart, previousEnd, THREAD);
    if (uncaught) {
      readBeforeFrame(bytes); // a type of any name
    }
    if (uncaught && beforeFrame.hasType()) {
      head.set(beforeFrame);
    } else {
      head.set(atLineStart.hasType() && !isBare(bytes) ? atLineStart : inLine);
    }
  }
}
