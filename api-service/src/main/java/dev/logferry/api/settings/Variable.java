package dev.logferry.api.settings;

/** Every environment variable of the service, with the words that the README's table is made of. */
public enum Variable {
  PORT("8080", "9090", "Port to listen on."),
  DATABASE_URL(
      "",
      "postgresql://db.example.internal:5432/reviews?sslmode=verify-full",
      "Required. Address of PostgreSQL, with the driver's parameters; `jdbc:` before it is taken too."),
  DATABASE_USER("api", "reviews_api", "Database user."),
  DATABASE_PASSWORD("", "…", "Password of that user."),
  DATABASE_POOL_SIZE(
      "10", "20", "Connections to the database that questions use; readiness has one more."),
  DATABASE_STATEMENT_TIMEOUT("2s", "500ms", "How long the database may work on one question."),
  DATABASE_CONNECTION_TIMEOUT(
      "1s",
      "500ms",
      "How long a request waits for its turn on a connection, and then for one to be opened, before it gets a 503."),
  MAX_CONCURRENT_QUERIES(
      "64",
      "200",
      "Questions to the database under way or waiting at once; one more gets a 503 at once."),
  CACHE_TTL(
      "10s", "1m", "How long an answer is used again. When the database is away, an older one is."),
  LOG_LEVEL("INFO", "DEBUG", "TRACE, DEBUG, INFO, WARN or ERROR."),
  SERVICE_NAME("api-service", "review-api", "`service.name` of every log line."),
  SERVICE_VERSION("", "1.4.2", "`service.version` of every log line; the build's own without it."),
  SERVICE_ENVIRONMENT("", "production", "`service.environment` of every log line."),
  SHUTDOWN_DRAIN_DELAY(
      "5s",
      "15s",
      "After SIGTERM: how long requests are still taken while readiness says no. Longer than the load balancer needs to notice."),
  SHUTDOWN_GRACE_PERIOD(
      "20s", "10s", "After that: how long requests under way may take until they are cut off.");

  private final String defaultValue;
  private final String example;
  private final String meaning;

  Variable(String defaultValue, String example, String meaning) {
    this.defaultValue = defaultValue;
    this.example = example;
    this.meaning = meaning;
  }

  /** What stands for an absent variable; empty if nothing does. */
  public String defaultValue() {
    return defaultValue;
  }

  /** A value one could give it. */
  public String example() {
    return example;
  }

  /** What it means, in a sentence or two of Markdown. */
  public String meaning() {
    return meaning;
  }

  /** Whether a message may quote its value. */
  boolean mayShow() {
    return this != DATABASE_PASSWORD && this != DATABASE_URL;
  }
}
