package dev.logferry.cli.terminal;

import java.io.PrintWriter;

/**
 * A line at the bottom of a terminal that is replaced, and lines above it that stay. Not on a
 * terminal, both are ordinary lines. Thread-safe.
 */
public final class StatusLine {

  private static final String CLEAR_LINE = "\r\033[K";

  private final PrintWriter out;
  private final boolean terminal;
  private String shown = "";

  public StatusLine(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Replaces the line. */
  public synchronized void show(String line) {
    if (terminal) {
      out.print(CLEAR_LINE + line);
      shown = line;
    } else {
      out.println(line);
    }
    out.flush();
  }

  /** Writes a line that stays. */
  public synchronized void print(String line) {
    if (terminal) {
      out.print(CLEAR_LINE);
    }
    out.println(line);
    out.print(shown);
    out.flush();
  }

  /** Removes the line. */
  public synchronized void clear() {
    if (terminal) {
      out.print(CLEAR_LINE);
      out.flush();
    }
    shown = "";
  }
}
