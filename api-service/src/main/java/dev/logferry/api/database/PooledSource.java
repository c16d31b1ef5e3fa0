package dev.logferry.api.database;

import dev.logferry.api.settings.DatabaseSettings;
import java.io.Serial;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Opens the connections of the pool. The driver's limit on each read holds until a connection is
 * open; from then on {@link Deadlines} bound whole questions.
 */
final class PooledSource extends PGSimpleDataSource {

  @Serial private static final long serialVersionUID = 1;

  PooledSource(DatabaseSettings settings) {
    setURL(settings.url());
    Properties options = ConnectionOptions.ofService(settings);
    options.stringPropertyNames().forEach(name -> set(name, options.getProperty(name)));
  }

  private void set(String name, String value) {
    try {
      setProperty(name, value);
    } catch (SQLException e) {
      throw new IllegalStateException("the driver knows no property " + name, e);
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    Connection connection = super.getConnection(user, password);
    try {
      connection.setNetworkTimeout(Runnable::run, 0);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * HikariCP would set the limit on a whole login to the time that a request may wait, which a cold
   * start with TLS on half a processor could miss each time. Each step of it has a limit of its
   * own.
   */
  @Override
  public void setLoginTimeout(int seconds) {}

  /** How long HikariCP, when it is closed, waits for a connection that is just being opened. */
  @Override
  public int getLoginTimeout() {
    return 5;
  }
}
