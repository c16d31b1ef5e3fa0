package dev.logferry.api.settings;

/** Every environment variable of the service, with the text of docs/SETTINGS.md. */
public enum Variable {
  PORT("8080", "8000", "Port of the API."),
  MANAGEMENT_PORT(
      "9090",
      "9100",
      "Port of health and metrics, for orchestrators and Prometheus. Not for the public."),
  CORS_ALLOWED_ORIGINS(
      "",
      "https://shop.example.com,https://admin.example.com",
      "Origins, separated by commas, whose pages may read responses in a browser; `*` for all. Empty for none."),
  DATABASE_URL(
      "",
      "postgresql://db.example.internal:5432/reviews?sslmode=verify-full",
      "Required. Address of PostgreSQL, with the driver's parameters; `jdbc:` before it is accepted, too."),
  DATABASE_USER("api", "reviews_api", "Database user."),
  DATABASE_PASSWORD("", "…", "Password of that user."),
  DATABASE_POOL_SIZE(
      "10", "20", "Connections to the database for queries; readiness has one more."),
  DATABASE_STATEMENT_TIMEOUT("2s", "500ms", "How long the database may work on one query."),
  DATABASE_CONNECTION_TIMEOUT(
      "1s",
      "500ms",
      "How long a query waits for a free connection, and then for one to be opened, before the request gets a 503."),
  MAX_CONCURRENT_QUERIES(
      "64",
      "200",
      "Queries in progress or waiting; one more gets a 503 at once. At least `DATABASE_POOL_SIZE`."),
  CACHE_TTL(
      "10s",
      "1m",
      "How long a response is reused; an older one only while the database is unavailable. `0s` switches the cache off."),
  LOG_LEVEL("INFO", "DEBUG", "TRACE, DEBUG, INFO, WARN or ERROR."),
  SERVICE_NAME("api-service", "review-api", "`service.name` of every log line."),
  SERVICE_VERSION("", "1.4.2", "`service.version` of every log line; the build's own without it."),
  SERVICE_ENVIRONMENT("", "production", "`service.environment` of every log line."),
  SHUTDOWN_DRAIN_DELAY(
      "5s",
      "15s",
      "After SIGTERM: how long requests are still accepted while readiness fails. Longer than the load balancer needs to notice."),
  SHUTDOWN_GRACE_PERIOD(
      "20s", "10s", "After that: how long requests in flight may take until they are cut off.");

  private final String defaultValue;
  private final String example;
  private final String meaning;

  Variable(String defaultValue, String example, String meaning) {
    this.defaultValue = defaultValue;
    this.example = example;
    this.meaning = meaning;
  }

  /** What applies without the variable; empty if nothing does. */
  public String defaultValue() {
    return defaultValue;
  }

  /** A possible value. */
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
