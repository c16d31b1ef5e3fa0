package dev.logferry.localstack.system;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** What happened to the system, in sentences: for the terminal, and the newest for the page. */
public final class SystemLog {

  private static final int KEPT = 200;

  private final Consumer<String> terminal;
  private final Deque<String> newest = new ArrayDeque<>();

  /**
   * An empty log.
   *
   * @param terminal gets each line as it is written; thread-safe
   */
  public SystemLog(Consumer<String> terminal) {
    this.terminal = terminal;
  }

  /** Adds a sentence with the time. */
  public void say(String sentence) {
    LocalTime now = LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);
    String line = now.format(DateTimeFormatter.ISO_LOCAL_TIME) + " " + sentence;
    synchronized (newest) {
      newest.add(line);
      if (newest.size() > KEPT) {
        newest.remove();
      }
    }
    terminal.accept(line);
  }

  /** The newest lines, the last one last. */
  List<String> newest() {
    synchronized (newest) {
      return List.copyOf(newest);
    }
  }
}
