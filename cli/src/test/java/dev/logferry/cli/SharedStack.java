package dev.logferry.cli;

import dev.logferry.localstack.LocalStack;
import java.nio.file.Path;
import java.util.Map;

/**
 * The local pipeline for all test classes of a JVM that keep to log groups of their own: a start
 * takes as long as most of them. It ends with the JVM.
 */
public final class SharedStack {

  private static final Path ROOT =
      Path.of(System.getProperty("logferry.root", "..")).toAbsolutePath();

  private SharedStack() {}

  /** Starts it if no other test class of this JVM has. */
  public static LocalStack running() {
    return Started.STACK;
  }

  private static final class Started {
    static final LocalStack STACK =
        LocalStack.start(new LocalStack.Settings(ROOT, 0, 0, 512, Map.of()), _ -> {});
  }
}
