package dev.logferry.cli.up;

import dev.logferry.localstack.system.Fault;
import dev.logferry.localstack.system.Faults;
import dev.logferry.localstack.system.SystemLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Injects the fault whose letter somebody types. */
final class KeyListener {

  private KeyListener() {}

  /**
   * Reads lines in the background. Nothing if this process is in the background of its terminal,
   * where reading would suspend it.
   */
  static void start(InputStream input, Faults faults, SystemLog log) {
    if (isForeground()) {
      Thread.ofPlatform().daemon().name("keys").start(() -> read(input, faults, log));
    }
  }

  private static void read(InputStream input, Faults faults, SystemLog log) {
    try (var lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8))) {
      lines
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .forEach(line -> inject(line, faults, log));
    } catch (IOException | UncheckedIOException _) {
      // No terminal any more; the faults of the options remain.
    }
  }

  private static void inject(String line, Faults faults, SystemLog log) {
    Arrays.stream(Fault.values())
        .filter(fault -> line.equals(String.valueOf(fault.key())))
        .findFirst()
        .ifPresentOrElse(
            fault -> {
              var _ = faults.inject(fault, fault.defaultDuration());
            },
            () -> log.say("There is no fault with the letter " + line));
  }

  /** Whether the terminal's foreground process group is ours; see proc(5), /proc/pid/stat. */
  private static boolean isForeground() {
    try {
      String stat = Files.readString(Path.of("/proc/self/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      String processGroup = fields[2];
      String foregroundGroup = fields[5];
      return foregroundGroup.equals("-1") || foregroundGroup.equals(processGroup);
    } catch (IOException _) {
      return true;
    }
  }
}
