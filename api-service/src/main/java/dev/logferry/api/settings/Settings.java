package dev.logferry.api.settings;

import java.util.Map;

/** What the operator decided, parsed and checked. */
public record Settings(DatabaseSettings database, ServerSettings server, LogSettings log) {

  /**
   * Reads the environment.
   *
   * @throws InvalidSettings with all that is wrong
   */
  public static Settings from(Map<String, String> environment) {
    EnvironmentReader reader = new EnvironmentReader(environment);
    Settings settings =
        new Settings(
            DatabaseSettings.read(reader), ServerSettings.read(reader), LogSettings.read(reader));
    reader.failIfAnyProblem();
    return settings;
  }
}
