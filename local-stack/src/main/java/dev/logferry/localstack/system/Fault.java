package dev.logferry.localstack.system;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can be made to fail, to see it heal. */
public enum Fault {
  /** The server is killed. */
  ELASTICSEARCH_DOWN('e', "Elasticsearch is killed", Duration.ofSeconds(30)),
  /** The server is stopped and started: the API reports errors with status 503. */
  DATABASE_DOWN('d', "PostgreSQL is stopped", Duration.ofSeconds(5)),
  /** A table has another name: the API reports exceptions with status 500. */
  BROKEN_QUERY('q', "a table of the API is missing", Duration.ofSeconds(3)),
  /** A table is locked: queries run into their timeout. */
  SLOW_QUERIES('s', "a table of the API is locked", Duration.ofSeconds(5)),
  /** The forwarder's process is killed: Lambda invokes it again. */
  FORWARDER_CRASH('f', "the forwarder's process is killed", Duration.ZERO),
  /** The bucket for on-failure records and dead letters is unreachable. */
  S3_DOWN('b', "S3 is killed", Duration.ofSeconds(20));

  private final char key;
  private final String description;
  private final Duration defaultDuration;

  Fault(char key, String description, Duration defaultDuration) {
    this.key = key;
    this.description = description;
    this.defaultDuration = defaultDuration;
  }

  /** What to type for it. */
  public char key() {
    return key;
  }

  /** What happens, as a clause. */
  public String description() {
    return description;
  }

  /** How long it lasts unless the caller says otherwise. */
  public Duration defaultDuration() {
    return defaultDuration;
  }

  /** Its name in options, such as {@code elasticsearch-down}. */
  public String optionName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The fault of this name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public static Fault of(String optionName) {
    return Arrays.stream(values())
        .filter(fault -> fault.optionName().equals(optionName))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no fault '%s'; there are %s".formatted(optionName, names())));
  }

  private static String names() {
    return Arrays.stream(values()).map(Fault::optionName).collect(Collectors.joining(", "));
  }
}
