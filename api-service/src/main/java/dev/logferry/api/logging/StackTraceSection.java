package dev.logferry.api.logging;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/**
 * One throwable of a stack trace: its head line and its frames.
 *
 * @param indent how deep it stands among the suppressed
 * @param caption what stands before its type
 * @param thrown the throwable
 */
record StackTraceSection(int indent, String caption, IThrowableProxy thrown) {

  private static final int MAX_INDENT = 8;
  private static final int MAX_TYPE_BYTES = 200;
  private static final int MAX_FRAME_BYTES = 250;

  /** A throwable, whom it suppressed, what caused it, in the order of the JDK's stack traces. */
  static List<StackTraceSection> of(IThrowableProxy thrown) {
    List<StackTraceSection> sections = new ArrayList<>();
    Deque<StackTraceSection> open = new ArrayDeque<>();
    open.push(new StackTraceSection(0, "", thrown));
    // Not recursive: a chain of causes may be longer than the stack is deep.
    while (!open.isEmpty()) {
      StackTraceSection section = open.pop();
      sections.add(section);
      section.openRelated(open);
    }
    return sections;
  }

  private void openRelated(Deque<StackTraceSection> open) {
    IThrowableProxy cause = thrown.getCause();
    if (cause != null) {
      open.push(new StackTraceSection(indent, "Caused by: ", cause));
    }
    IThrowableProxy[] suppressed = thrown.getSuppressed();
    for (int index = suppressed == null ? -1 : suppressed.length - 1; index >= 0; index--) {
      int deeper = Math.min(indent + 1, MAX_INDENT);
      open.push(new StackTraceSection(deeper, "Suppressed: ", suppressed[index]));
    }
  }

  /** Type and message. */
  String head(int maxMessageBytes) {
    String type = CutText.fit(thrown.getClassName(), MAX_TYPE_BYTES);
    String message = Objects.requireNonNullElse(thrown.getMessage(), "");
    String head = message.isEmpty() ? type : type + ": " + CutText.fit(message, maxMessageBytes);
    String circular = thrown.isCyclic() ? "CIRCULAR REFERENCE: " : "";
    return "\t".repeat(indent) + caption + circular + head + "\n";
  }

  /** How many frames are its own, not those of the throwable that it caused. */
  int ownFrames() {
    StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
    return frames == null ? 0 : Math.max(0, frames.length - thrown.getCommonFrames());
  }

  /** One of the own frames. */
  String frame(int index) {
    String frame = thrown.getStackTraceElementProxyArray()[index].getSTEAsString();
    return "\t".repeat(indent) + "\t" + CutText.fit(frame, MAX_FRAME_BYTES) + "\n";
  }

  /** What stands for the frames that are not shown; empty if all are. */
  String rest(int shownFrames) {
    int cut = ownFrames() - shownFrames;
    String before = "\t".repeat(indent) + "\t... ";
    String cutFrames = cut > 0 ? before + cut + " frames cut\n" : "";
    int common = thrown.getCommonFrames();
    return common > 0 ? cutFrames + before + common + " common frames omitted\n" : cutFrames;
  }
}
