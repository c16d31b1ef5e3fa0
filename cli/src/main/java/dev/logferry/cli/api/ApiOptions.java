package dev.logferry.cli.api;

import dev.logferry.cli.terminal.UsageException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the API is run. */
final class ApiOptions {

  private static final String URL_VARIABLE = "DATABASE_URL";
  private static final int MAX_PORT = 65_535;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Port of the API; 0 for any free port. By default ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--management-port",
      paramLabel = "PORT",
      defaultValue = "9090",
      description =
          "Port of health checks and metrics; 0 for any free port. By default"
              + " ${DEFAULT-VALUE}.")
  private int managementPort;

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      description =
          "Use this PostgreSQL, such as postgresql://host:5432/reviews, with user and"
              + " password in DATABASE_USER and DATABASE_PASSWORD. The variable DATABASE_URL does"
              + " the same. Nothing is created in it, unless --seed is given.")
  private @Nullable String databaseUrl;

  @Option(
      names = "--seed",
      description =
          "Create the tables in that PostgreSQL, which must be empty, and fill them with"
              + " sample data.")
  private boolean seed;

  @Option(
      names = "--scale",
      paramLabel = "SCALE",
      defaultValue = "small",
      description =
          "Sample data: small (300 products) or full (300,000 products, 15,000,000 reviews;"
              + " needs several minutes and several GB). By default ${DEFAULT-VALUE}.")
  private SampleDatabase.Scale scale = SampleDatabase.Scale.small;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description =
          "Folder for the data of the local PostgreSQL. By default .logferry/api-SCALE in the"
              + " project. Sample data is created only if the folder is empty.")
  private @Nullable Path data;

  /**
   * Validates the options before anything is started.
   *
   * @throws UsageException when they make no sense
   */
  void check(Map<String, String> environment) {
    if (port < 0 || port > MAX_PORT) {
      throw new UsageException("--port must be 0 to %d, not %d".formatted(MAX_PORT, port));
    }
    if (managementPort < 0 || managementPort > MAX_PORT) {
      throw new UsageException(
          "--management-port must be 0 to %d, not %d".formatted(MAX_PORT, managementPort));
    }
    boolean isExternal = externalUrl(environment).isPresent();
    if (isExternal && data != null) {
      throw new UsageException(
          "--data is for the local PostgreSQL; leave it out, or %s and --database-url"
              .formatted(URL_VARIABLE));
    }
    if (seed && !isExternal) {
      throw new UsageException(
          "--seed is for your own PostgreSQL (--database-url); the local one is filled anyway");
    }
  }

  int port() {
    return port;
  }

  int managementPort() {
    return managementPort;
  }

  boolean seed() {
    return seed;
  }

  SampleDatabase.Scale scale() {
    return scale;
  }

  /** The operator's own PostgreSQL, if one is named. */
  Optional<String> externalUrl(Map<String, String> environment) {
    return Optional.ofNullable(databaseUrl)
        .or(() -> Optional.ofNullable(environment.get(URL_VARIABLE)))
        .filter(url -> !url.isBlank());
  }

  Path data(Path root) {
    return Optional.ofNullable(data).orElse(root.resolve(".logferry").resolve("api-" + scale));
  }
}
