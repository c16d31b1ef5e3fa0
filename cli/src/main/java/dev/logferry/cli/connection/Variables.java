package dev.logferry.cli.connection;

import java.util.Map;
import java.util.Optional;

/**
 * Settings by name, and where they come from.
 *
 * @param source names the place for a person: a file, or the environment
 * @param values by variable name
 */
record Variables(String source, Map<String, String> values) {

  Variables {
    values = Map.copyOf(values);
  }

  /** A value, if it is set to more than blanks. */
  Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name)).map(String::strip).filter(text -> !text.isEmpty());
  }

  /** Names the place and no value: one could be a secret. */
  @Override
  public String toString() {
    return "Variables[" + source + "]";
  }
}
