package dev.logferry.api;

import dev.logferry.api.database.Migrations;
import dev.logferry.api.logging.Logging;
import dev.logferry.api.ranking.RankingRefresh;
import dev.logferry.api.settings.InvalidSettings;
import dev.logferry.api.settings.Settings;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands of the service. */
final class Commands {

  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_USE = 2;

  private static final Logger LOGGER = LoggerFactory.getLogger(Commands.class);
  private static final Duration HEALTH_TIMEOUT = Duration.ofSeconds(4);

  private final Map<String, String> environment;
  private final Clock clock;

  Commands(Map<String, String> environment, Clock clock) {
    this.environment = environment;
    this.clock = clock;
  }

  /** Returns the exit status; {@code serve} continues after that. */
  int run(String command, List<String> options) {
    try {
      Settings settings = Settings.from(environment);
      if (command.equals("check-health")) {
        return checkHealth(settings.server().managementPort());
      }
      Logging.configure(settings.log());
      return run(command, options, settings);
    } catch (InvalidSettings e) {
      Logging.startFailed(e);
      return WRONG_USE;
    } catch (RuntimeException e) {
      LOGGER.atError().setCause(e).log("{} failed: {}", command, e.getMessage());
      return FAILED;
    }
  }

  private int run(String command, List<String> options, Settings settings) {
    if (!options.isEmpty()) {
      LOGGER.atError().log("{} takes no options, but got {}.", command, options);
      return WRONG_USE;
    }
    return switch (command) {
      case "serve" -> serve(settings);
      case "migrate" -> migrate(settings);
      case "refresh-rankings" -> refreshRankings(settings);
      case "train" -> train(settings);
      default -> unknown(command);
    };
  }

  private static int migrate(Settings settings) {
    int steps = Migrations.run(settings.database());
    LOGGER.atInfo().log(
        "The database has the schema of this version; {} migrations were missing.", steps);
    return DONE;
  }

  private int refreshRankings(Settings settings) {
    RankingRefresh.run(settings.database(), clock.instant());
    LOGGER.atInfo().log("Ratings and rankings are up to date.");
    return DONE;
  }

  private static int serve(Settings settings) {
    RunningService service = new Wiring(settings).service();
    // Before the start: a signal may arrive during it.
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> end(service)));
    service.start();
    return DONE;
  }

  private static void end(RunningService service) {
    if (!service.isStarted()) {
      return; // and the status stays what it is
    }
    int status = FAILED;
    try {
      service.stop();
      status = DONE;
    } catch (RuntimeException e) {
      LOGGER.atError().setCause(e).log("The service did not stop cleanly.");
    } finally {
      // After SIGTERM a JVM would exit with 143, a failure.
      Runtime.getRuntime().halt(status);
    }
  }

  /** For building an image only. */
  private static int train(Settings settings) {
    new Training(settings).run();
    return DONE;
  }

  private static int checkHealth(int port) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + port + "/health/ready").toURL().openConnection();
      connection.setConnectTimeout((int) HEALTH_TIMEOUT.toMillis());
      connection.setReadTimeout((int) HEALTH_TIMEOUT.toMillis());
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK ? DONE : FAILED;
    } catch (IOException _) {
      return FAILED;
    }
  }

  private static int unknown(String command) {
    LOGGER
        .atError()
        .log(
            "'{}' is not a command; give serve, migrate, refresh-rankings or check-health.",
            command);
    return WRONG_USE;
  }
}
