package dev.logferry.forwarder.document;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How grave a log line is, whatever its logger calls it. In rising order. */
public enum Level {
  TRACE("TRACE", "FINEST", "FINER", "VERBOSE", "SILLY"),
  DEBUG("DEBUG", "FINE", "CONFIG"),
  INFO("INFO", "INFORMATION", "INFORMATIONAL", "LOG", "DEFAULT", "NOTICE"),
  WARN("WARN", "WARNING"),
  ERROR("ERROR", "ERR", "SEVERE"),
  FATAL("FATAL", "CRITICAL", "CRIT", "ALERT", "EMERGENCY", "EMERG", "PANIC", "DPANIC");

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<String> names;

  Level(String... names) {
    this.names = List.of(names);
  }

  /** The level that a logger's name for it stands for, whatever its case and padding. */
  public static Optional<Level> named(String name) {
    String upper = name.strip().toUpperCase(Locale.ROOT);
    return Arrays.stream(values()).filter(level -> level.names.contains(upper)).findFirst();
  }

  /**
   * The level behind a number of the pino and bunyan loggers: 10 is trace, 60 is fatal.
   *
   * @see <a href="https://github.com/pinojs/pino/blob/main/docs/api.md#loggerlevels-object">pino
   *     levels</a>
   */
  static Optional<Level> ofPino(String literal) {
    return switch (literal) {
      case "10" -> Optional.of(TRACE);
      case "20" -> Optional.of(DEBUG);
      case "30" -> Optional.of(INFO);
      case "40" -> Optional.of(WARN);
      case "50" -> Optional.of(ERROR);
      case "60" -> Optional.of(FATAL);
      default -> Optional.empty();
    };
  }
}
