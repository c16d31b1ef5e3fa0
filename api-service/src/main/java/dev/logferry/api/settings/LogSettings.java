package dev.logferry.api.settings;

import java.util.Optional;

/**
 * What log lines say.
 *
 * @param level the lowest that is written
 * @param serviceName {@code service.name}
 * @param serviceVersion {@code service.version}
 * @param serviceEnvironment {@code service.environment}; empty for none
 */
public record LogSettings(
    Level level, String serviceName, String serviceVersion, Optional<String> serviceEnvironment) {

  /** Levels of log lines. */
  public enum Level {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR
  }

  static LogSettings read(EnvironmentReader reader) {
    String version = reader.text(Variable.SERVICE_VERSION);
    return new LogSettings(
        reader.parsed(Variable.LOG_LEVEL, ValueParsers.oneOf(Level.class), Level.INFO),
        reader.text(Variable.SERVICE_NAME),
        version.isEmpty() ? builtVersion() : version,
        Optional.of(reader.text(Variable.SERVICE_ENVIRONMENT)).filter(text -> !text.isEmpty()));
  }

  private static String builtVersion() {
    return Optional.ofNullable(LogSettings.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
