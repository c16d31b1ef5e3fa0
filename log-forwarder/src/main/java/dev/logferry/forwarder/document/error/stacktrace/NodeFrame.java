package dev.logferry.forwarder.document.error.stacktrace;

import dev.logferry.forwarder.document.error.stacktrace.Frame.Language;
import dev.logferry.forwarder.document.error.stacktrace.Frame.Origin;
import dev.logferry.forwarder.document.error.text.Bytes;
import dev.logferry.forwarder.document.error.text.NameBuffer;

/**
 * Frames of Node and of V8 elsewhere:
 *
 * <pre>
 * at OrderService.place (/app/dist/orders.js:42:11)
 * at async Object.handle [as post] (file:///app/dist/main.8f3a2b1c.js:1:20411)
 * at /app/dist/orders.js:7:3
 * at process.processTicksAndRejections (node:internal/process/task_queues:95:5)
 * </pre>
 */
final class NodeFrame {

  private static final byte[] ASYNC = Bytes.ascii("async ");
  private static final byte[] NEW = Bytes.ascii("new ");
  private static final byte[] ALIAS = Bytes.ascii(" [as ");
  private static final byte[] ANONYMOUS = Bytes.ascii("<anonymous>");
  private static final byte[] NATIVE = Bytes.ascii("native");
  private static final byte[] INDEX = Bytes.ascii("index ");
  private static final byte[] EVAL = Bytes.ascii("eval at ");
  private static final byte[] NODE = Bytes.ascii("node:");
  private static final byte[] NODE_MODULES = Bytes.ascii("node_modules/");
  private static final byte[] LAMBDA_RUNTIME = Bytes.ascii("/var/runtime/");

  /** Receivers that say nothing: whether they are printed depends on V8's version. */
  private static final byte[][] RECEIVERS = {
    Bytes.ascii("Object."),
    Bytes.ascii("Function."),
    Bytes.ascii("Module."),
    Bytes.ascii("module."),
    Bytes.ascii("exports."),
  };

  private NodeFrame() {}

  /**
   * Reads a frame.
   *
   * @param open where the location's parenthesis opens; {@code lineEnd} if none does
   * @return whether it is one, and not a sentence that begins with "at"
   */
  static boolean read(byte[] bytes, int start, int open, int lineEnd, Frame frame) {
    int end = Bytes.trimmedEnd(bytes, start, lineEnd);
    int name = skip(bytes, start, end, ASYNC);
    name = skip(bytes, name, end, NEW);
    if (open == lineEnd) {
      return readLocation(bytes, name, end, name, name, frame);
    }
    int nameEnd = Bytes.indexOf(bytes, ALIAS, name, open);
    nameEnd = nameEnd == open ? Bytes.trimmedEnd(bytes, name, open) : nameEnd;
    int close = Math.max(open + 1, Bytes.lastIndexOf(bytes, ')', open, end));
    return readLocation(bytes, open + 1, close, name, nameEnd, frame);
  }

  private static int skip(byte[] bytes, int start, int end, byte[] prefix) {
    return Bytes.startsWith(bytes, start, end, prefix) ? start + prefix.length : start;
  }

  private static boolean readLocation(
      byte[] bytes, int start, int end, int name, int nameEnd, Frame frame) {
    int fileEnd = withoutNumber(bytes, start, withoutNumber(bytes, start, end));
    if (fileEnd == end && !isNowhere(bytes, start, end)) {
      return false;
    }
    frame.set(Language.NODE, name, nameEnd, start, fileEnd);
    return true;
  }

  private static boolean isNowhere(byte[] bytes, int start, int end) {
    return Bytes.startsWith(bytes, start, end, ANONYMOUS)
        || Bytes.startsWith(bytes, start, end, NATIVE)
        || Bytes.startsWith(bytes, start, end, INDEX)
        || Bytes.startsWith(bytes, start, end, EVAL);
  }

  /** The end of a location without its last {@code :42}, or the same end if it has none. */
  private static int withoutNumber(byte[] bytes, int start, int end) {
    int digits = end;
    while (digits > start && Bytes.isDigit(bytes[digits - 1])) {
      digits--;
    }
    return digits < end && digits > start && bytes[digits - 1] == ':' ? digits - 1 : end;
  }

  static Origin origin(byte[] bytes, Frame frame) {
    int file = frame.fileStart;
    int fileEnd = frame.fileEnd;
    if (Bytes.startsWith(bytes, file, fileEnd, NODE) || isNowhere(bytes, file, fileEnd)) {
      return Origin.RUNTIME;
    }
    return Bytes.indexOf(bytes, NODE_MODULES, file, fileEnd) < fileEnd
            || Bytes.indexOf(bytes, LAMBDA_RUNTIME, file, fileEnd) < fileEnd
        ? Origin.LIBRARY
        : Origin.APPLICATION;
  }

  /** Writes {@code dist/orders.OrderService.place}. */
  static void writeName(byte[] bytes, Frame frame, NameBuffer name) {
    SourceFile.write(bytes, frame.fileStart, frame.fileEnd, name);
    name.append('.');
    int function = frame.nameStart;
    for (byte[] receiver : RECEIVERS) {
      function = skip(bytes, function, frame.nameEnd, receiver);
    }
    if (function == frame.nameEnd) {
      name.append(ANONYMOUS);
    } else {
      name.append(bytes, function, frame.nameEnd);
    }
  }
}
