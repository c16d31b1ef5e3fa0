package dev.logferry.forwarder.document.error.stacktrace;

import dev.logferry.forwarder.document.error.stacktrace.Frame.Language;
import dev.logferry.forwarder.document.error.stacktrace.Frame.Origin;
import dev.logferry.forwarder.document.error.text.Bytes;
import dev.logferry.forwarder.document.error.text.NameBuffer;

/**
 * Frames of Go, each in two lines. Loggers such as zap leave out the arguments.
 *
 * <pre>
 * example.com/shop/orders.(*Service).Place.func1(0xc0000b4000, {0x4b5e3a, 0x5})
 *         /src/orders/service.go:42 +0x1d
 * </pre>
 */
final class GoFrame {

  private static final byte[] EXTENSION = Bytes.ascii(".go:");
  private static final byte[] CREATED_BY = Bytes.ascii("created by ");
  private static final byte[] MODULE_CACHE = Bytes.ascii("/pkg/mod/");
  private static final byte[] VENDOR = Bytes.ascii("/vendor/");
  private static final byte[] TYPE_PARAMETERS = Bytes.ascii("[...]");
  private static final byte[] METHOD_VALUE = Bytes.ascii("-fm");
  private static final byte[] CLOSURE = Bytes.ascii(".func");

  private GoFrame() {}

  /** Whether an indented line names a source: {@code /src/orders/service.go:42 +0x1d}. */
  static boolean isSource(byte[] bytes, int start, int end) {
    int at = Bytes.trimmedEnd(bytes, start, end);
    int space = Bytes.lastIndexOf(bytes, ' ', Math.max(start, at - 16), at);
    if (space >= 0 && space + 1 < at && bytes[space + 1] == '+') {
      at = space;
    }
    int digits = at;
    while (digits > start && Bytes.isDigit(bytes[digits - 1])) {
      digits--;
    }
    return digits < at && Bytes.endsWith(bytes, start, digits, EXTENSION);
  }

  /** Reads a frame from its two lines. */
  static boolean read(
      byte[] bytes, int start, int end, int sourceStart, int sourceEnd, Frame frame) {
    int nameEnd = Bytes.trimmedEnd(bytes, start, end);
    if (nameEnd == start || Bytes.startsWith(bytes, start, nameEnd, CREATED_BY)) {
      return false;
    }
    if (bytes[nameEnd - 1] == ')') {
      nameEnd = Math.max(start, Bytes.lastIndexOf(bytes, '(', start, nameEnd));
    }
    frame.set(Language.GO, start, nameEnd, sourceStart, sourceEnd);
    return true;
  }

  static Origin origin(byte[] bytes, Frame frame) {
    Origin origin = KnownPackages.GO.origin(bytes, frame.nameStart, frame.nameEnd);
    return origin == Origin.APPLICATION && isLibrary(bytes, frame.fileStart, frame.fileEnd)
        ? Origin.LIBRARY
        : origin;
  }

  private static boolean isLibrary(byte[] bytes, int start, int end) {
    return Bytes.indexOf(bytes, MODULE_CACHE, start, end) < end
        || Bytes.indexOf(bytes, VENDOR, start, end) < end
        || Bytes.indexOf(bytes, '@', start, end) < end;
  }

  /** Writes a function's name; a closure's is that of the function it is in. */
  static void writeName(byte[] bytes, int start, int end, NameBuffer name) {
    int at = start;
    while (at < end) {
      if (bytes[at] == '[' && Bytes.startsWith(bytes, at, end, TYPE_PARAMETERS)) {
        at += TYPE_PARAMETERS.length;
      } else if (isClosure(bytes, at, end)) {
        return;
      } else {
        name.append(bytes, at, at + 1);
        at++;
      }
    }
  }

  private static boolean isClosure(byte[] bytes, int at, int end) {
    int number = at + CLOSURE.length;
    return (bytes[at] == '.'
            && number < end
            && Bytes.isDigit(bytes[number])
            && Bytes.startsWith(bytes, at, end, CLOSURE))
        || (bytes[at] == '-'
            && at + METHOD_VALUE.length == end
            && Bytes.startsWith(bytes, at, end, METHOD_VALUE));
  }
}
