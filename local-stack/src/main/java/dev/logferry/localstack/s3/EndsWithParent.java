package dev.logferry.localstack.s3;

import java.io.IOException;
import java.util.Arrays;

/**
 * Runs another main class in this JVM, and ends it once the standard input ends: that is, when the
 * process that started it has ended, even if it was killed.
 */
final class EndsWithParent {

  private EndsWithParent() {}

  /** The main class to run, and its arguments. */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    Thread.ofPlatform().daemon().name("ends-with-parent").start(EndsWithParent::awaitParentsEnd);
    String[] others = Arrays.copyOfRange(arguments, 1, arguments.length);
    Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) others);
  }

  private static void awaitParentsEnd() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is said; only the end counts.
      }
    } catch (IOException _) {
      // Taken for the end.
    }
    Runtime.getRuntime().halt(0);
  }
}
