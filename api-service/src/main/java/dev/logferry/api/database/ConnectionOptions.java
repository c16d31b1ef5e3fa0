package dev.logferry.api.database;

import com.zaxxer.hikari.HikariConfig;
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

  /** A pool for the service, which only reads, each query with a time limit. */
  static HikariConfig pool(DatabaseSettings settings, String name, int size) {
    HikariConfig configuration = new HikariConfig();
    configuration.setPoolName(name);
    configuration.setJdbcUrl(settings.url());
    configuration.setDataSourceProperties(ofService(settings));
    configuration.setMaximumPoolSize(size);
    configuration.setInitializationFailTimeout(-1);
    // HikariCP accepts no shorter one.
    configuration.setValidationTimeout(Math.max(250, settings.connectionTimeout().toMillis() / 2));
    return configuration;
  }

  private static Properties ofService(DatabaseSettings settings) {
    Properties properties = common(settings, "api-service");
    Duration statement = settings.statementTimeout();
    properties.setProperty(
        "options",
        // Compiled and parallel plans cost these small queries more than they save.
        "-c statement_timeout=%d -c default_transaction_read_only=on -c jit=off -c max_parallel_workers_per_gather=0"
            .formatted(statement.toMillis()));
    // For a server that does not respond at all: its own limit on a query comes first.
    properties.setProperty("socketTimeout", seconds(statement.plusSeconds(1)));
    properties.setProperty("connectTimeout", seconds(settings.connectionTimeout()));
    properties.setProperty("loginTimeout", seconds(settings.connectionTimeout().plusSeconds(4)));
    return properties;
  }

  /** For a command that runs on its own: it may write, and take its time. */
  static Properties ofCommand(DatabaseSettings settings) {
    Properties properties = common(settings, "api-service-command");
    properties.setProperty("options", "-c statement_timeout=0 -c timezone=UTC");
    properties.setProperty("connectTimeout", "10");
    return properties;
  }

  private static Properties common(DatabaseSettings settings, String name) {
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
