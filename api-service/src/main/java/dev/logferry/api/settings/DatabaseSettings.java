package dev.logferry.api.settings;

import java.time.Duration;

/**
 * How to reach PostgreSQL, and the limits of its use.
 *
 * @param url as the driver accepts it, beginning with {@code jdbc:postgresql:}
 * @param user to connect as
 * @param password of that user; empty for none. Never printed.
 * @param poolSize connections
 * @param statementTimeout how long the server may work on one query
 * @param connectionTimeout how long to wait for a free connection
 * @param maxConcurrentQueries queries in progress or waiting, at least the pool's size
 */
public record DatabaseSettings(
    String url,
    String user,
    String password,
    int poolSize,
    Duration statementTimeout,
    Duration connectionTimeout,
    int maxConcurrentQueries) {

  public DatabaseSettings {
    maxConcurrentQueries = Math.max(maxConcurrentQueries, poolSize);
  }

  static DatabaseSettings read(EnvironmentReader reader) {
    return new DatabaseSettings(
        reader.parsed(Variable.DATABASE_URL, DatabaseAddress::parse, ""),
        reader.text(Variable.DATABASE_USER),
        reader.text(Variable.DATABASE_PASSWORD),
        reader.parsed(Variable.DATABASE_POOL_SIZE, ValueParsers.between(1, 1000), 1),
        reader.parsed(
            Variable.DATABASE_STATEMENT_TIMEOUT,
            ValueParsers.between(Duration.ofMillis(10), Duration.ofMinutes(10)),
            Duration.ZERO),
        // HikariCP takes no shorter one.
        reader.parsed(
            Variable.DATABASE_CONNECTION_TIMEOUT,
            ValueParsers.between(Duration.ofMillis(250), Duration.ofMinutes(1)),
            Duration.ZERO),
        reader.parsed(Variable.MAX_CONCURRENT_QUERIES, ValueParsers.between(1, 100_000), 1));
  }

  @Override
  public String toString() {
    return "DatabaseSettings[url, user and password not shown, poolSize=%d]".formatted(poolSize);
  }
}
