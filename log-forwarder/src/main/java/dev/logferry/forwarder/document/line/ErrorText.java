package dev.logferry.forwarder.document.line;

import dev.logferry.forwarder.json.Utf8;

/**
 * Finds an error in a text: its type, its message and its stack trace, as Java, JavaScript, .NET,
 * Python and Go print them. One look at each line, so it takes time linear in the text. Can be used
 * again; not thread-safe.
 */
final class ErrorText {

  /** No exception's header has more lines than this between its type and its first frame. */
  private static final int MOST_MESSAGE_LINES = 200;

  private static final String TRACEBACK = "Traceback (most recent call last):";
  private static final String GOROUTINE = "goroutine ";
  private static final String PANIC = "panic: ";

  private byte[] text = {};
  private int end;
  private int traceStart;
  private int typeStart;
  private int typeEnd;
  private int messageStart;
  private int messageEnd;

  /** The error's type; empty if it says none. */
  Utf8 type() {
    return new Utf8(text, typeStart, typeEnd);
  }

  /** The error's own message; empty if it has none. */
  Utf8 message() {
    return new Utf8(text, messageStart, messageEnd);
  }

  /** From the error's type, or from where the frames begin, to the end; empty without frames. */
  Utf8 stackTrace() {
    return new Utf8(text, traceStart, traceStart < 0 ? traceStart : end);
  }

  boolean hasStackTrace() {
    return traceStart >= 0;
  }

  /** Looks for a stack trace in a text; false if there is none. */
  boolean findTrace(Utf8 in) {
    open(in);
    int previous = -1;
    for (int line = in.start(); line < end; line = nextLine(line)) {
      if (startsWith(line, TRACEBACK)) {
        traceStart = line;
        pythonError(nextLine(line));
        return true;
      }
      if (startsWith(line, GOROUTINE) && endsWith(lineEnd(line), "]:")) {
        traceStart = line;
        panic(in.start(), line);
        return true;
      }
      if (previous >= 0 && isFrame(line)) {
        header(in.start(), line);
        return true;
      }
      previous = line;
    }
    return false;
  }

  /**
   * Whether a text begins with the type of an exception: the first line of a stack trace whose
   * other lines are events of their own.
   */
  boolean startsWithType(Utf8 in) {
    open(in);
    return typeAt(skipPrefix(in.start()));
  }

  private void open(Utf8 in) {
    text = in.bytes();
    end = in.end();
    traceStart = -1;
    typeStart = in.start();
    typeEnd = in.start();
    messageStart = in.start();
    messageEnd = in.start();
  }

  /** A line of Java, JavaScript or .NET that says where: {@code at} after blanks. */
  private boolean isFrame(int line) {
    int at = line;
    while (at < end && (text[at] == ' ' || text[at] == '\t')) {
      at++;
    }
    return at > line && startsWith(at, "at ") && at + 3 < end && text[at + 3] > ' ';
  }

  /** Goes back from the first frame to the line that names the type. */
  private void header(int start, int frame) {
    int line = previousLine(frame, start);
    for (int lines = 0; lines < MOST_MESSAGE_LINES; lines++) {
      if (typeAt(skipPrefix(line))) {
        messageEnd = trimmed(messageStart, frame);
        traceStart = typeStart;
        return;
      }
      if (line == start) {
        break;
      }
      line = previousLine(line, start);
    }
    traceStart = previousLine(frame, start);
    if (!typeWithin(traceStart)) {
      typeStart = traceStart;
      typeEnd = traceStart;
      messageStart = traceStart;
      messageEnd = traceStart;
    }
  }

  /** A type further on in a line, after what the logger wrote before it. */
  private boolean typeWithin(int line) {
    int lineEnd = lineEnd(line);
    for (int at = line; at < lineEnd; at++) {
      boolean wordStarts = at == line || text[at - 1] == ' ' || text[at - 1] == '\t';
      if (wordStarts && typeAt(at)) {
        traceStart = typeStart;
        return true;
      }
    }
    return false;
  }

  /** What stands before a type where nobody caught the exception. */
  private int skipPrefix(int line) {
    int at = line;
    if (startsWith(at, "Exception in thread \"")) {
      int quote = at + 21;
      while (quote < end && text[quote] != '"' && text[quote] != '\n') {
        quote++;
      }
      return startsWith(quote, "\" ") ? quote + 2 : line;
    }
    for (String prefix : PREFIXES) {
      if (startsWith(at, prefix)) {
        return at + prefix.length();
      }
    }
    return at;
  }

  private static final String[] PREFIXES = {
    "Caused by: ", "Unhandled exception. ", "Unhandled Exception: ", "Uncaught ", "Suppressed: "
  };

  /**
   * Whether the name of an exception stands there: a name with dots in it, or one that ends in
   * Error or Exception, and then a colon or the line's end.
   */
  private boolean typeAt(int start) {
    int at = start;
    int lastDot = -1;
    boolean letters = false;
    while (at < end && isOfType(text[at])) {
      lastDot = text[at] == '.' ? at : lastDot;
      letters |= Character.isLetter(text[at]);
      at++;
    }
    int nameEnd = at;
    if (startsWith(at, " [")) { // the code of an error of Node.js
      while (at < end && text[at] != ']' && text[at] != '\n') {
        at++;
      }
      at = at < end && text[at] == ']' ? at + 1 : nameEnd;
    }
    boolean ends = at == end || text[at] == '\n' || text[at] == '\r' || text[at] == ':';
    boolean named =
        endsWith(nameEnd, "Error")
            || endsWith(nameEnd, "Exception")
            || endsWith(nameEnd, "Throwable")
            || endsWith(nameEnd, "Interrupt")
            || (lastDot > start && nameEnd > lastDot + 1 && isUpperCase(text[lastDot + 1]));
    if (!letters || !ends || !named || lastDot == nameEnd - 1 || text[start] == '.') {
      return false;
    }
    typeStart = start;
    typeEnd = nameEnd;
    messageStart = at < end && text[at] == ':' ? skipBlank(at + 1) : at;
    messageEnd = Math.max(messageStart, trimmed(messageStart, lineEnd(start)));
    return true;
  }

  private static boolean isOfType(byte c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == '$'
        || c == '`' // a generic type of .NET
        || c == '+';
  }

  private static boolean isUpperCase(byte c) {
    return c >= 'A' && c <= 'Z';
  }

  /** After its frames Python names the error; of a chain of errors the last one counts. */
  private void pythonError(int start) {
    boolean frames = false;
    for (int line = start; line < end; line = nextLine(line)) {
      boolean indented = text[line] == ' ' || text[line] == '\t';
      if (!indented && frames && pythonTypeAt(line)) {
        frames = false;
      }
      frames |= indented;
    }
  }

  private boolean pythonTypeAt(int line) {
    int at = line;
    while (at < end && isOfType(text[at])) {
      at++;
    }
    boolean ends = at == end || text[at] == ':' || text[at] == '\n' || text[at] == '\r';
    if (at == line || !ends) {
      return false;
    }
    typeStart = line;
    typeEnd = at;
    messageStart = at < end && text[at] == ':' ? skipBlank(at + 1) : at;
    messageEnd = Math.max(messageStart, trimmed(messageStart, lineEnd(line)));
    return true;
  }

  /** What a goroutine panicked with stands before it. */
  private void panic(int start, int goroutine) {
    for (int line = start; line < goroutine; line = nextLine(line)) {
      if (startsWith(line, PANIC)) {
        traceStart = line;
        typeStart = line;
        typeEnd = line + PANIC.length() - 2;
        messageStart = line + PANIC.length();
        messageEnd = Math.max(messageStart, trimmed(messageStart, lineEnd(line)));
        return;
      }
    }
  }

  private int skipBlank(int at) {
    return at < end && text[at] == ' ' ? at + 1 : at;
  }

  /** Where a text ends without the blanks and line ends at its end. */
  private int trimmed(int start, int limit) {
    int at = limit;
    while (at > start && text[at - 1] >= 0 && text[at - 1] <= ' ') {
      at--;
    }
    return at;
  }

  private int lineEnd(int line) {
    int at = line;
    while (at < end && text[at] != '\n') {
      at++;
    }
    return at > line && text[at - 1] == '\r' ? at - 1 : at;
  }

  private int nextLine(int line) {
    int at = line;
    while (at < end && text[at] != '\n') {
      at++;
    }
    return Math.min(at + 1, end);
  }

  private int previousLine(int line, int start) {
    int at = line - 1;
    while (at > start && text[at - 1] != '\n') {
      at--;
    }
    return Math.max(at, start);
  }

  private boolean startsWith(int at, String ascii) {
    if (at + ascii.length() > end) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (text[at + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private boolean endsWith(int at, String ascii) {
    return at >= ascii.length() && startsWith(at - ascii.length(), ascii);
  }
}
