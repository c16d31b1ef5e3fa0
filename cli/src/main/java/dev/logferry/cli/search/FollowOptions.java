package dev.logferry.cli.search;

import dev.logferry.cli.terminal.UsageException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** How long and how often a command looks for what arrives. */
public final class FollowOptions {

  private static final Duration PAUSE = Duration.ofSeconds(2);

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "Stop after this time, such as 30s or 10m.")
  private Optional<String> length = Optional.empty();

  /** Looks again and again, and hands over what is new. */
  void follow(Follower follower, Consumer<List<Hit>> news) {
    long endNanos = System.nanoTime() + length.map(FollowOptions::parse).orElse(FOREVER).toNanos();
    while (true) {
      news.accept(follower.next());
      if (System.nanoTime() - endNanos >= 0 || Thread.currentThread().isInterrupted()) {
        return;
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static final Duration FOREVER = Duration.ofDays(365);

  /**
   * The length that {@code --for} names.
   *
   * @throws UsageException if it is none
   */
  public static Duration parse(String text) {
    try {
      return Duration.parse("PT" + text);
    } catch (DateTimeParseException _) {
      throw new UsageException("--for: '%s' is no duration such as 30s or 10m".formatted(text));
    }
  }
}
