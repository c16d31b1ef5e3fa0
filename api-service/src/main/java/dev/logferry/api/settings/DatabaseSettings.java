package dev.logferry.api.settings;

import java.time.Duration;

/**
 * How to reach PostgreSQL and how much to ask of it.
 *
 * @param url what the driver takes, beginning with {@code jdbc:postgresql:}
 * @param user whom to connect as
 * @param password of that user; empty for none. Never printed.
 * @param poolSize connections
 * @param statementTimeout how long the server may work on one question
 * @param connectionTimeout how long to wait for a free connection
 * @param maxConcurrentQueries questions under way or waiting at once
 */
public record DatabaseSettings(
    String url,
    String user,
    String password,
    int poolSize,
    Duration statementTimeout,
    Duration connectionTimeout,
    int maxConcurrentQueries) {

  static DatabaseSettings read(EnvironmentReader reader) {
    return new DatabaseSettings(
        reader.parsed(Variable.DATABASE_URL, DatabaseAddress::parse, ""),
        reader.text(Variable.DATABASE_USER),
        reader.text(Variable.DATABASE_PASSWORD),
        reader.parsed(Variable.DATABASE_POOL_SIZE, Values.between(1, 1000), 1),
        reader.parsed(
            Variable.DATABASE_STATEMENT_TIMEOUT,
            Values.between(Duration.ofMillis(10), Duration.ofMinutes(10)),
            Duration.ZERO),
        // HikariCP takes no shorter one.
        reader.parsed(
            Variable.DATABASE_CONNECTION_TIMEOUT,
            Values.between(Duration.ofMillis(250), Duration.ofMinutes(1)),
            Duration.ZERO),
        reader.parsed(Variable.MAX_CONCURRENT_QUERIES, Values.between(1, 100_000), 1));
  }

  @Override
  public String toString() {
    return "DatabaseSettings[url, user and password not shown, poolSize=%d]".formatted(poolSize);
  }
}
