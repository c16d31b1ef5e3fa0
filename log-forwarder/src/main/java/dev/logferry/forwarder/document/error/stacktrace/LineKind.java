package dev.logferry.forwarder.document.error.stacktrace;

import dev.logferry.forwarder.document.error.text.Bytes;

/** What the beginning of a line says about its role in a stack trace. */
enum LineKind {
  /** {@code at …}, unless it is a sentence. */
  AT_FRAME("at "),
  /** {@code File "…", line 12, in place}. */
  PYTHON_FRAME("File \""),
  /** {@code Traceback (most recent call last):}. */
  TRACEBACK("Traceback (most recent call last)"),
  /** The same of a group, whose exceptions follow. */
  GROUP_TRACEBACK("Exception Group Traceback (most recent call last)"),
  /** {@code goroutine 1 [running]:}. */
  GOROUTINE("goroutine "),
  /** Java's next inner exception. */
  CAUSED_BY("Caused by: "),
  /** The same of some of Node's loggers. */
  CAUSED_BY_NODE("caused by: "),
  /** The same as Node prints it. */
  CAUSE_OF_NODE("[cause]: "),
  /** Java's next outer exception, where Logback prints the root cause first. */
  WRAPPED_BY("Wrapped by: "),
  /** An exception on the way of another one, such as while closing. */
  SUPPRESSED("Suppressed: "),
  /** .NET's next inner exception. */
  INNER("---> "),
  /** After it, .NET's frames are those of the next outer exception. */
  END_OF_INNER("--- End of inner exception stack trace ---"),
  /** {@code ... 12 more}, and what only separates. */
  SEPARATOR("... "),
  GROUP_SEPARATOR("+-"),
  REPEATED("[Previous line repeated "),
  CIRCULAR("[CIRCULAR REFERENCE"),
  END_OF_PREVIOUS("--- End of stack trace from previous location"),
  DIRECT_CAUSE("The above exception was the direct cause"),
  WHILE_HANDLING("During handling of the above exception"),
  /** A message's next line, a line of source, or nothing of a stack trace. */
  OTHER("");

  private static final LineKind[] KINDS = values();

  @SuppressWarnings("ImmutableEnumChecker") // never written
  private final byte[] prefix;

  LineKind(String prefix) {
    this.prefix = Bytes.ascii(prefix);
  }

  int length() {
    return prefix.length;
  }

  static LineKind of(byte[] bytes, int start, int end) {
    if (start == end || !begins(bytes[start])) {
      return OTHER;
    }
    for (LineKind kind : KINDS) {
      if (Bytes.startsWith(bytes, start, end, kind.prefix)) {
        return kind;
      }
    }
    return OTHER;
  }

  /** Whether any prefix begins so: most lines are sorted out here. */
  private static boolean begins(byte first) {
    return switch (first) {
      case 'a', 'F', 'T', 'E', 'g', 'C', 'c', '[', 'W', 'S', '-', '.', 'D', '+' -> true;
      default -> false;
    };
  }
}
