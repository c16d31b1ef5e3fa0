package dev.logferry.api.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import dev.logferry.api.settings.LogSettings;
import dev.logferry.api.settings.Variable;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * The log until the settings are read, and if they cannot be: logback calls this before the first
 * log line, and then looks for no configuration file.
 */
public final class EarlyLogging extends ContextAwareBase implements Configurator {

  /** Logback creates it by its name. */
  public EarlyLogging() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    Logging.installEarly(context, settings(System.getenv()));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static LogSettings settings(Map<String, String> environment) {
    return new LogSettings(
        level(environment.getOrDefault(Variable.LOG_LEVEL.name(), "")),
        environment.getOrDefault(
            Variable.SERVICE_NAME.name(), Variable.SERVICE_NAME.defaultValue()),
        environment.getOrDefault(Variable.SERVICE_VERSION.name(), "unknown"),
        Optional.ofNullable(environment.get(Variable.SERVICE_ENVIRONMENT.name())));
  }

  private static LogSettings.Level level(String name) {
    return Arrays.stream(LogSettings.Level.values())
        .filter(level -> level.name().equals(name))
        .findFirst()
        .orElse(LogSettings.Level.INFO);
  }
}
