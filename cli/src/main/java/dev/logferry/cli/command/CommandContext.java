package dev.logferry.cli.command;

import dev.logferry.cli.terminal.Terminal;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What a command finds around it, beside its arguments.
 *
 * @param root folder of the project
 * @param input what {@code -} reads
 */
public record CommandContext(Path root, InputStream input, Clock clock, Terminal terminal) {

  /**
   * Those of this process. The root is the system property {@code logferry.root}, which the
   * launcher sets, or else the current folder.
   */
  public static CommandContext ofProcess() {
    return new CommandContext(
        Path.of(System.getProperty("logferry.root", "")).toAbsolutePath(),
        System.in,
        Clock.systemUTC(),
        Terminal.ofProcess());
  }
}
