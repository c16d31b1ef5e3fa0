package dev.logferry.forwarder.document.error.stacktrace;

import dev.logferry.forwarder.document.error.text.Bytes;

/**
 * What Go prints before a stack trace. It names no type, so the kind of failure stands for it:
 *
 * <pre>
 * panic: stock is negative
 * panic: runtime error: index out of range [5] with length 3
 * fatal error: all goroutines are asleep - deadlock!
 * 2026/11/28 22:00:00 http: panic serving 10.0.0.1:43210: assignment to entry in nil map
 * </pre>
 */
final class GoPanic {

  private static final byte[] PANIC = Bytes.ascii("panic");
  private static final byte[] FATAL_ERROR = Bytes.ascii("fatal error");
  private static final byte[] RUNTIME_ERROR = Bytes.ascii("runtime error: ");
  private static final byte[] PANIC_SERVING = Bytes.ascii("panic serving ");

  private GoPanic() {}

  /** Whether a line up to its first colon is the head of a stack trace of Go. */
  static boolean isPanic(byte[] bytes, int start, int colon) {
    return isWord(bytes, start, colon, PANIC) || isWord(bytes, start, colon, FATAL_ERROR);
  }

  private static boolean isWord(byte[] bytes, int start, int end, byte[] word) {
    return end - start == word.length && Bytes.startsWith(bytes, start, end, word);
  }

  /** Reads the rest of such a line. */
  static void read(byte[] bytes, int type, int typeEnd, int message, int lineEnd, Head head) {
    if (Bytes.startsWith(bytes, message, lineEnd, RUNTIME_ERROR)) {
      int innerMessage = message + RUNTIME_ERROR.length;
      head.set(message, innerMessage - 2, innerMessage, lineEnd);
    } else {
      head.set(type, typeEnd, message, lineEnd);
    }
  }

  /** Reads net/http's line about a panic in a handler, if it is one. */
  static void readServing(byte[] bytes, int start, int lineEnd, Head head) {
    int panic = Bytes.indexOf(bytes, PANIC_SERVING, start, lineEnd);
    int address = Math.min(panic + PANIC_SERVING.length, lineEnd);
    int space = Bytes.indexOf(bytes, ' ', address, lineEnd);
    if (space < lineEnd) {
      read(bytes, panic, panic + PANIC.length, space + 1, lineEnd, head);
    }
  }
}
