package dev.logferry.api.settings;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.postgresql.Driver;

/**
 * How the database's address is written. What follows its {@code ?} goes to the driver, and would
 * win over the service's own limits.
 *
 * @see <a href="https://jdbc.postgresql.org/documentation/use/#connection-parameters">Connection
 *     parameters</a>
 */
final class DatabaseAddress {

  private static final String STATEMENT = "set DATABASE_STATEMENT_TIMEOUT instead";
  private static final String CONNECTION = "set DATABASE_CONNECTION_TIMEOUT instead";

  /** What to do without each. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "user", "set DATABASE_USER instead",
          "password", "set DATABASE_PASSWORD instead",
          "service", "give the address itself, DATABASE_USER and DATABASE_PASSWORD instead",
          "options", "set DATABASE_STATEMENT_TIMEOUT, or options of the database's role, instead",
          "socketTimeout", STATEMENT,
          "connectTimeout", CONNECTION,
          "loginTimeout", CONNECTION,
          "logServerErrorDetail", "no setting brings what rows hold into the log",
          "ApplicationName", "the service always gives its own; SERVICE_NAME is the log's");

  private DatabaseAddress() {}

  /**
   * The address as the driver takes it.
   *
   * @throws IllegalArgumentException if it takes none like this, or one that brings what is a
   *     setting's
   */
  static String parse(String text) {
    String url = text.startsWith("jdbc:") ? text : "jdbc:" + text;
    if (!url.startsWith("jdbc:postgresql://") && !url.startsWith("jdbc:postgres://")) {
      throw noAddress();
    }
    if (url.indexOf('@') >= 0) {
      throw new IllegalArgumentException(
          "give user and password in DATABASE_USER and DATABASE_PASSWORD, not in the address");
    }
    refused(url)
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  "leave the parameter %s out: %s".formatted(name, REFUSED.get(name)));
            });
    String taken = url.replaceFirst("^jdbc:postgres:", "jdbc:postgresql:");
    if (!new Driver().acceptsURL(taken)) {
      throw noAddress();
    }
    return taken;
  }

  /** The driver takes names literally, neither decoded nor in another case. */
  private static Optional<String> refused(String url) {
    String parameters = url.substring(url.indexOf('?') + 1);
    return Stream.of(parameters.split("&"))
        .map(parameter -> parameter.split("=", 2)[0])
        .filter(REFUSED::containsKey)
        .findFirst();
  }

  private static IllegalArgumentException noAddress() {
    return new IllegalArgumentException(
        "give an address like postgresql://host:5432/database; without AWS, `./logferry api` starts a database of its own");
  }
}
