package dev.logferry.forwarder.document.error.stacktrace;

import dev.logferry.forwarder.document.error.stacktrace.Frame.Language;
import dev.logferry.forwarder.document.error.text.Bytes;

/**
 * Frames that begin with "at": Java's, .NET's and Node's. A blank before the parenthesis, or no
 * parenthesis, is Node's way; what is in it distinguishes Java's source from .NET's parameters.
 * Most lines of most stack traces come through here, so one pass finds all that is needed.
 */
final class AtFrame {

  private AtFrame() {}

  /**
   * Reads a frame.
   *
   * @param start after "at" and its blank, so there is a byte before it
   * @param end of the whole text
   * @return a place after it in its line, or -1 if it is none
   */
  static int read(byte[] bytes, int start, int end, Frame frame) {
    int className = start;
    int open = start;
    while (open < end) {
      byte b = bytes[open];
      if (b <= '/') {
        if (b == '/') {
          className = open + 1;
        } else if (Bytes.isLineBreak(b) || (b == '(' && bytes[open - 1] != '/')) {
          break; // a folder's name may have parentheses of its own: /app/(shop)/page.js
        }
      }
      open++;
    }
    if (open == end || bytes[open] != '(' || bytes[open - 1] == ' ') {
      int lineEnd = Bytes.lineEnd(bytes, open, end);
      return NodeFrame.read(bytes, start, open, lineEnd, frame) ? lineEnd : -1;
    }
    int close = open + 1;
    boolean blank = false;
    while (close < end && bytes[close] != ')') {
      byte b = bytes[close];
      if (b <= ' ') {
        if (Bytes.isLineBreak(b)) {
          return -1;
        }
        blank |= b == ' ';
      }
      close++;
    }
    if (close == end) {
      return -1;
    }
    if (close > open + 1 && (!blank || JavaFrame.isSourceWithBlank(bytes, open + 1, close))) {
      frame.set(Language.JAVA, className, open);
      return close;
    }
    return DotNetFrame.read(bytes, start, open, frame) ? close : -1;
  }
}
