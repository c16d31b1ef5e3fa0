package dev.logferry.forwarder.document.error.stacktrace;

import dev.logferry.forwarder.document.error.stacktrace.Frame.Language;
import dev.logferry.forwarder.document.error.stacktrace.Frame.Origin;
import dev.logferry.forwarder.document.error.text.Bytes;
import dev.logferry.forwarder.document.error.text.NameBuffer;

/** Frames of Python: {@code File "/app/orders/views.py", line 12, in place}. */
final class PythonFrame {

  private static final byte[] LINE = Bytes.ascii("\", line ");
  private static final byte[] FUNCTION = Bytes.ascii(", in ");
  private static final byte[] INSTALLED = Bytes.ascii("-packages/");
  private static final byte[] STANDARD_LIBRARY = Bytes.ascii("/lib/python");
  private static final byte[] LAMBDA_RUNTIME = Bytes.ascii("/var/runtime/");

  /** Since Python 3.12 most comprehensions have no frame, so none of them counts. */
  private static final byte[][] COMPREHENSIONS = {
    Bytes.ascii("<listcomp>"),
    Bytes.ascii("<dictcomp>"),
    Bytes.ascii("<setcomp>"),
    Bytes.ascii("<genexpr>"),
  };

  private PythonFrame() {}

  /**
   * Reads a frame; without a function (a syntax error's) it is the module's.
   *
   * @param file after the quotation mark
   * @param end of the whole text
   * @return the end of its line, or -1 if it is none
   */
  static int read(byte[] bytes, int file, int end, Frame frame) {
    int fileEnd = file;
    while (fileEnd < end && bytes[fileEnd] != '"' && !Bytes.isLineBreak(bytes[fileEnd])) {
      fileEnd++;
    }
    if (!Bytes.startsWith(bytes, fileEnd, end, LINE)) {
      return -1;
    }
    int lineEnd = Bytes.lineEnd(bytes, fileEnd, end);
    int line = Bytes.indexOf(bytes, FUNCTION, fileEnd, lineEnd);
    int name = Math.min(lineEnd, line + FUNCTION.length);
    int nameEnd = Bytes.trimmedEnd(bytes, name, lineEnd);
    frame.set(Language.PYTHON, name, nameEnd, file, fileEnd);
    return lineEnd;
  }

  static Origin origin(byte[] bytes, Frame frame) {
    int file = frame.fileStart;
    int fileEnd = frame.fileEnd;
    if (file == fileEnd
        || bytes[file] == '<'
        || isComprehension(bytes, frame.nameStart, frame.nameEnd)) {
      return Origin.RUNTIME; // <string>, <frozen importlib._bootstrap>
    }
    if (Bytes.indexOf(bytes, INSTALLED, file, fileEnd) < fileEnd
        || Bytes.startsWith(bytes, file, fileEnd, LAMBDA_RUNTIME)) {
      return Origin.LIBRARY;
    }
    return Bytes.indexOf(bytes, STANDARD_LIBRARY, file, fileEnd) < fileEnd
        ? Origin.RUNTIME
        : Origin.APPLICATION;
  }

  private static boolean isComprehension(byte[] bytes, int start, int end) {
    if (start == end || bytes[start] != '<') {
      return false;
    }
    for (byte[] comprehension : COMPREHENSIONS) {
      if (Bytes.startsWith(bytes, start, end, comprehension)) {
        return true;
      }
    }
    return false;
  }

  /** Writes {@code orders/views.place}. */
  static void writeName(byte[] bytes, Frame frame, NameBuffer name) {
    SourceFile.write(bytes, frame.fileStart, frame.fileEnd, name);
    name.append('.');
    name.append(bytes, frame.nameStart, frame.nameEnd);
  }
}
