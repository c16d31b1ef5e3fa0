package dev.logferry.forwarder.document.error.stacktrace;

import java.util.Arrays;

/**
 * What {@link StackTraceReader} read from a text: exceptions and their frames, in the text's order.
 * Reused for the next text; not thread-safe.
 */
public final class StackTrace {

  /** Longer chains are cut: beyond it a text is hardly a stack trace. */
  public static final int MAX_EXCEPTIONS = 16;

  /** Java itself prints at most 1,024 frames of an exception. */
  private static final int MAX_FRAMES = 2_048;

  private final Head[] heads = new Head[MAX_EXCEPTIONS];
  private Frame[] frames = new Frame[0];
  private int exceptionCount;
  private int frameCount;

  int start;
  boolean announced;
  boolean outermostLast;
  boolean raisedLast;

  StackTrace() {
    for (int i = 0; i < heads.length; i++) {
      heads[i] = new Head();
    }
  }

  void clear() {
    exceptionCount = 0;
    frameCount = 0;
    start = -1;
    announced = false;
    outermostLast = false;
    raisedLast = false;
  }

  /** Where the stack trace begins, or -1 if there is only a type and a message. */
  public int start() {
    return start;
  }

  /** Whether the text said that frames would follow: {@code Traceback}, {@code goroutine}. */
  public boolean isAnnounced() {
    return announced;
  }

  public int exceptionCount() {
    return exceptionCount;
  }

  public Head head(int exception) {
    return heads[exception];
  }

  public int frameCount() {
    return frameCount;
  }

  /** A frame; the first one is the nearest to where its exception was raised. */
  public Frame frame(int index) {
    return frames[raisedLast ? frameCount - 1 - index : index];
  }

  public int outermost() {
    return outermostLast ? exceptionCount - 1 : 0;
  }

  public int rootCause() {
    return outermostLast ? 0 : exceptionCount - 1;
  }

  /** Whether one exception of the chain is nearer to the root cause than another. */
  public boolean isInner(int exception, int other) {
    return outermostLast ? exception < other : exception > other;
  }

  /** The next exception, without type and message; the last one again if there are too many. */
  int addException() {
    if (exceptionCount < MAX_EXCEPTIONS) {
      heads[exceptionCount].clear();
      exceptionCount++;
    }
    return exceptionCount - 1;
  }

  /** A frame to fill; it counts once {@link #add} is called. */
  Frame nextFrame() {
    if (frameCount == frames.length) {
      int more = Math.max(64, frameCount * 2);
      frames = Arrays.copyOf(frames, more);
      for (int i = frameCount; i < more; i++) {
        frames[i] = new Frame();
      }
    }
    return frames[frameCount];
  }

  void add(Frame frame, int exception) {
    frame.belongsTo(exception);
    if (frameCount < MAX_FRAMES) {
      frameCount++;
    }
  }
}
