package dev.logferry.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a script of src/test/python. */
final class Python {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** Exits with 0 if the modules can be found, without importing them, which takes seconds. */
  private static final String FIND =
      """
      import sys
      from importlib.util import find_spec
      sys.exit(None in [find_spec(module) for module in sys.argv[1:]])
      """;

  private Python() {}

  /**
   * How a script ended.
   *
   * @param succeeded whether it ended with 0
   */
  record Ended(boolean succeeded, String output, String errors) {}

  /** Whether there is a python3 with these modules. */
  static boolean has(String... modules) {
    List<String> command = new ArrayList<>(List.of("python3", "-c", FIND));
    command.addAll(List.of(modules));
    return run(command, "").succeeded();
  }

  /**
   * The same for what must not be skipped in CI.
   *
   * @throws IllegalStateException in CI, if there is none
   */
  static boolean hasAsCiMust(String... modules) {
    boolean present = has(modules);
    if (!present && "true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(
          "CI=true, but there is no python3 with the modules %s: pip install cfn-lint"
              .formatted(String.join(", ", modules)));
    }
    return present;
  }

  static Ended script(String name, String input, String... arguments) {
    Path script = Templates.ROOT.resolve("deployment/src/test/python").resolve(name);
    List<String> command = new ArrayList<>(List.of("python3", script.toString()));
    command.addAll(List.of(arguments));
    return run(command, input);
  }

  private static Ended run(List<String> command, String input) {
    try {
      Path folder = Files.createTempDirectory("python");
      Path in = Files.writeString(folder.resolve("in"), input);
      Path out = folder.resolve("out");
      Path err = folder.resolve("err");
      boolean succeeded = succeeds(command, in, out, err);
      Ended ended = new Ended(succeeded, read(out), read(err));
      for (Path file : List.of(in, out, err, folder)) {
        Files.deleteIfExists(file);
      }
      return ended;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean succeeds(List<String> command, Path in, Path out, Path err) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("%s did not end within %s".formatted(command, LIMIT));
      }
      return process.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (IOException _) { // there is no python3
      return false;
    }
  }

  private static String read(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
  }
}
