package dev.logferry.cli.terminal;

import java.util.Map;
import java.util.OptionalInt;

/**
 * What the command may assume of the two output streams.
 *
 * @param errorIsTerminal whether a person sees the error stream, so that a progress line makes
 *     sense
 * @param columns width of the terminal behind the output stream; empty when the output goes to a
 *     file or a pipe, where nothing is cut
 * @param colors whether the output stream shows colors
 */
public record Terminal(boolean errorIsTerminal, OptionalInt columns, boolean colors) {

  /** Both streams go to files or pipes. */
  public static final Terminal NONE = new Terminal(false, OptionalInt.empty(), false);

  public Terminal {
    if (columns.isPresent() && columns.getAsInt() <= 0) {
      throw new IllegalArgumentException("columns must be positive: " + columns.getAsInt());
    }
  }

  /**
   * As the launcher found it. Only the shell can say it of each stream: {@code System.console()}
   * answers for input and output together, so a pipe into {@code ship -} would hide the progress.
   */
  public static Terminal ofProcess() {
    int columns = Integer.getInteger("logferry.output.columns", 0);
    return new Terminal(
        Boolean.getBoolean("logferry.error.terminal"),
        columns > 0 ? OptionalInt.of(columns) : OptionalInt.empty(),
        columns > 0 && colorsWanted(System.getenv()));
  }

  /** See <a href="https://no-color.org/">NO_COLOR</a>. */
  static boolean colorsWanted(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }
}
