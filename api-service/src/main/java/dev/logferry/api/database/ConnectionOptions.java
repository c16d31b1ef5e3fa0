package dev.logferry.api.database;

import dev.logferry.api.settings.DatabaseSettings;
import java.time.Duration;
import java.util.Properties;

/**
 * How connections to the database are set up.
 *
 * @see <a href="https://jdbc.postgresql.org/documentation/use/#connection-parameters">Connection
 *     parameters</a>
 */
final class ConnectionOptions {

  private ConnectionOptions() {}

  /** For the service: reads alone, and no question without an end. */
  static Properties ofService(DatabaseSettings settings) {
    Properties properties = ofAnyone(settings, "api-service");
    Duration statement = settings.statementTimeout();
    properties.setProperty(
        "options",
        // A plan compiled, or spread over processes, costs these small questions more than it
        // saves.
        "-c statement_timeout=%d -c default_transaction_read_only=on -c jit=off -c max_parallel_workers_per_gather=0"
            .formatted(statement.toMillis()));
    properties.setProperty("socketTimeout", seconds(silence(settings)));
    properties.setProperty("connectTimeout", seconds(settings.connectionTimeout()));
    return properties;
  }

  /**
   * How long to wait for a server that has fallen silent. Its own limit on a question comes first.
   */
  static Duration silence(DatabaseSettings settings) {
    return settings.statementTimeout().plusSeconds(1);
  }

  /** For a command that runs on its own: it may write, and take its time. */
  static Properties ofCommand(DatabaseSettings settings) {
    Properties properties = ofAnyone(settings, "api-service-command");
    properties.setProperty("options", "-c statement_timeout=0 -c timezone=UTC");
    properties.setProperty("connectTimeout", "10");
    return properties;
  }

  private static Properties ofAnyone(DatabaseSettings settings, String name) {
    Properties properties = new Properties();
    properties.setProperty("user", settings.user());
    properties.setProperty("password", settings.password());
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("ApplicationName", name);
    // Else messages quote the values of rows.
    properties.setProperty("logServerErrorDetail", "false");
    return properties;
  }

  private static String seconds(Duration duration) {
    return Long.toString(Math.max(1, Math.ceilDiv(duration.toMillis(), 1000L)));
  }
}
