package dev.logferry.forwarder.document.error.stacktrace;

import dev.logferry.forwarder.document.error.text.NameBuffer;

/** One call of a stack trace, as offsets into its text. Reused for the next trace. */
public final class Frame {

  /** Whose form the frame has. Kotlin, Scala and Groovy have Java's. */
  public enum Language {
    JAVA,
    PYTHON,
    NODE,
    GO,
    DOTNET
  }

  /** Whose code the frame is in. */
  public enum Origin {
    /** The application's own code, as far as can be told: none of the others. */
    APPLICATION,
    /** A library or framework. */
    LIBRARY,
    /** The language's library and runtime, which any patch level may change, or generated code. */
    RUNTIME
  }

  int nameStart;
  int nameEnd;
  int fileStart;
  int fileEnd;
  private Language language = Language.JAVA;
  private int exception;

  public Language language() {
    return language;
  }

  /** Whose code the frame is in; not stored, since only the nearest frames are asked for theirs. */
  public Origin origin(byte[] bytes) {
    return switch (language) {
      case JAVA -> JavaFrame.origin(bytes, nameStart, nameEnd);
      case DOTNET -> DotNetFrame.origin(bytes, nameStart, nameEnd);
      case GO -> GoFrame.origin(bytes, this);
      case PYTHON -> PythonFrame.origin(bytes, this);
      case NODE -> NodeFrame.origin(bytes, this);
    };
  }

  /** Which exception of the trace the frame belongs to. */
  public int exception() {
    return exception;
  }

  /**
   * Writes the name that the frame has in every build and on every machine: {@code
   * com.acme.OrderService.place}, {@code orders/views.place}. Line numbers, arguments, and what a
   * compiler or bundler adds are left out.
   */
  public void writeName(byte[] bytes, NameBuffer name) {
    switch (language) {
      case JAVA -> JavaFrame.writeName(bytes, nameStart, nameEnd, name);
      case DOTNET -> DotNetFrame.writeName(bytes, nameStart, nameEnd, name);
      case GO -> GoFrame.writeName(bytes, nameStart, nameEnd, name);
      case PYTHON -> PythonFrame.writeName(bytes, this, name);
      case NODE -> NodeFrame.writeName(bytes, this, name);
    }
  }

  /** A frame whose name, class and method or function, says enough. */
  void set(Language language, int nameStart, int nameEnd) {
    set(language, nameStart, nameEnd, 0, 0);
  }

  /** A frame that is known by its function and source file. */
  void set(Language language, int nameStart, int nameEnd, int fileStart, int fileEnd) {
    this.language = language;
    this.nameStart = nameStart;
    this.nameEnd = nameEnd;
    this.fileStart = fileStart;
    this.fileEnd = fileEnd;
  }

  void belongsTo(int exception) {
    this.exception = exception;
  }
}
