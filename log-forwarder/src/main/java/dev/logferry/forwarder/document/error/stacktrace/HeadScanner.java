package dev.logferry.forwarder.document.error.stacktrace;

import dev.logferry.forwarder.document.error.text.Bytes;

/**
 * Looks for exceptions' types in the lines before the first frame, and so in every line of every
 * text. A type ends at a colon or at the line's end, so that is where it looks.
 */
final class HeadScanner {

  private static final byte[] TRACEBACK = Bytes.ascii("Traceback (most recent call last)");

  private HeadScanner() {}

  /** Looks through one line, and returns where it ends. */
  static int scan(byte[] bytes, int start, int end, HeadCandidates candidates) {
    int at = start;
    while (at < end) {
      byte b = bytes[at];
      if (b <= ':') {
        if (b == ':') {
          colon(bytes, start, at, end, candidates);
        } else if (b < ' ' && Bytes.isLineBreak(b)) {
          break;
        }
      }
      at++;
    }
    endOfLine(bytes, start, at, candidates);
    return at;
  }

  private static void colon(
      byte[] bytes, int start, int colon, int end, HeadCandidates candidates) {
    if (colon == start || !ExceptionType.isColon(bytes, colon, end)) {
      return;
    }
    int typeEnd = ExceptionType.withoutCode(bytes, start, colon);
    int type = ExceptionType.startOfTypeBefore(bytes, start, typeEnd);
    if (type >= 0) {
      candidates.add(bytes, start, type, typeEnd, colon, end);
    } else if (GoPanic.isPanic(bytes, start, colon)) {
      candidates.addPanic(bytes, start, colon, Bytes.lineEnd(bytes, colon, end));
    } else if (Bytes.endsWith(bytes, start, colon, TRACEBACK)) {
      candidates.traceback = colon - TRACEBACK.length;
    }
  }

  /** A type without message ends a line. In the midst of it only a qualified name counts. */
  private static void endOfLine(byte[] bytes, int start, int lineEnd, HeadCandidates candidates) {
    int end = Bytes.trimmedEnd(bytes, start, lineEnd);
    if (end == start) {
      return;
    }
    candidates.previousStart = start;
    candidates.previousEnd = end;
    int type = ExceptionType.startOfTypeBefore(bytes, start, end);
    if (type == start || (type > start && ExceptionType.isQualified(bytes, type, end))) {
      candidates.add(bytes, start, type, end, end, end);
    }
  }
}
