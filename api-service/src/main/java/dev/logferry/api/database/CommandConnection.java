package dev.logferry.api.database;

import dev.logferry.api.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Connections of the commands that run on their own: migrations, sample data, rankings. */
public final class CommandConnection {

  private CommandConnection() {}

  /**
   * Opens one that may write and has no time limits; the caller closes it.
   *
   * @throws DatabaseException if it can't connect
   */
  public static Connection open(DatabaseSettings settings) {
    try {
      return DriverManager.getConnection(settings.url(), ConnectionOptions.ofCommand(settings));
    } catch (SQLException e) {
      throw SqlStates.ofConnection(e);
    }
  }
}
