package dev.logferry.cli.connection;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Settings by name, and where they come from.
 *
 * @param source names the place for a person: a file, or the environment
 * @param values by variable name
 */
public record Variables(String source, Map<String, String> values) {

  public Variables {
    values = Map.copyOf(values);
  }

  /** A value, if it is set to more than blanks. */
  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name)).map(String::strip).filter(text -> !text.isEmpty());
  }

  /** The same with another value, if there is one. */
  Variables with(String name, Optional<String> value) {
    if (value.isEmpty()) {
      return this;
    }
    Map<String, String> changed = new HashMap<>(values);
    changed.put(name, value.get());
    return new Variables(source, changed);
  }

  /** Names the place and no value: one could be a secret. */
  @Override
  public String toString() {
    return "Variables[" + source + "]";
  }
}
