package dev.logferry.forwarder.document.error;

import dev.logferry.forwarder.document.error.stacktrace.Frame;
import dev.logferry.forwarder.document.error.stacktrace.Frame.Language;
import dev.logferry.forwarder.document.error.stacktrace.Frame.Origin;
import dev.logferry.forwarder.document.error.stacktrace.StackTrace;
import dev.logferry.forwarder.document.error.text.NameBuffer;
import dev.logferry.forwarder.json.Hash;
import java.util.Arrays;

/**
 * Chooses the frames that an error is recognised by, and hashes their names. Those are, of each
 * exception in the chain, the {@value #NEAREST} different frames of the application's own code that
 * are nearest to where it was raised; frames of libraries if the whole chain has none of the
 * application's. Not thread-safe.
 */
final class FrameChoice {

  static final int NEAREST = 3;

  private final NameBuffer name = new NameBuffer();
  private final long[] hashes = new long[StackTrace.MAX_EXCEPTIONS * NEAREST];
  private final int[] exceptions = new int[StackTrace.MAX_EXCEPTIONS * NEAREST];
  private final int[] perException = new int[StackTrace.MAX_EXCEPTIONS];
  private int chosen;
  private long sum;
  private boolean applications;
  private int culprit;

  /** Chooses among the frames of a stack trace. */
  void choose(StackTrace trace, byte[] bytes) {
    chosen = 0;
    sum = 0;
    culprit = -1;
    Arrays.fill(perException, 0);
    choose(Origin.APPLICATION, trace, bytes);
    applications = chosen > 0;
    if (!applications) {
      choose(Origin.LIBRARY, trace, bytes);
    }
  }

  private void choose(Origin origin, StackTrace trace, byte[] bytes) {
    for (int i = 0; i < trace.frameCount(); i++) {
      Frame frame = trace.frame(i);
      if (perException[frame.exception()] < NEAREST && frame.origin(bytes) == origin) {
        add(frame, bytes);
        if (culprit < 0 || trace.isInner(frame.exception(), trace.frame(culprit).exception())) {
          culprit = i;
        }
      }
    }
  }

  /** Whether the frames are the application's; others say too little without a message. */
  boolean suffice() {
    return applications;
  }

  /**
   * The hash of the chosen frames. It is that of a set: recursion, and whether the root cause is
   * printed first or last, make no difference.
   */
  long hash() {
    return sum;
  }

  /** The chosen frame that is nearest to the root cause, or an empty string. */
  String culprit(StackTrace trace, byte[] bytes) {
    if (culprit < 0) {
      return "";
    }
    Frame frame = trace.frame(culprit);
    name.clear();
    frame.writeName(bytes, name);
    return shortName(frame.language());
  }

  private void add(Frame frame, byte[] bytes) {
    name.clear();
    frame.writeName(bytes, name);
    long hash = Hash.mix(name.hash());
    boolean known = false;
    for (int i = 0; i < chosen; i++) {
      if (hashes[i] == hash) {
        known = true;
        if (exceptions[i] == frame.exception()) {
          return; // recursion
        }
      }
    }
    hashes[chosen] = hash;
    exceptions[chosen] = frame.exception();
    chosen++;
    perException[frame.exception()]++;
    sum += known ? 0 : hash;
  }

  /** Class or module and function; Go's {@code orders.(*Service).Place} keeps its package. */
  private String shortName(Language language) {
    int start = name.lastIndexOf('/', name.length()) + 1;
    if (language != Language.GO) {
      int dot = name.lastIndexOf('.', name.length());
      start = Math.max(start, name.lastIndexOf('.', Math.max(0, dot)) + 1);
    }
    return name.substring(start);
  }
}
