package dev.logferry.api;

import dev.logferry.api.logging.Logging;
import dev.logferry.api.settings.InvalidSettings;
import dev.logferry.api.settings.Settings;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the service can be told to do. */
final class Commands {

  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_USE = 2;

  private static final Logger LOGGER = LoggerFactory.getLogger(Commands.class);
  private static final Duration HEALTH_TIMEOUT = Duration.ofSeconds(4);

  private final Map<String, String> environment;

  Commands(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The status to exit with; {@code serve} goes on after it returned. */
  int run(String command, List<String> options) {
    try {
      Settings settings = Settings.from(environment);
      if (command.equals("check-health")) {
        return checkHealth(settings.server().port());
      }
      Logging.configure(settings.log());
      return dispatch(command, settings);
    } catch (InvalidSettings e) {
      Logging.startFailed(e);
      return WRONG_USE;
    } catch (RuntimeException e) {
      Logging.startFailed(e);
      return FAILED;
    }
  }

  private static int dispatch(String command, Settings settings) {
    return switch (command) {
      case "serve" -> serve(settings);
      default -> unknown(command);
    };
  }

  private static int serve(Settings settings) {
    RunningService service = new Wiring(settings).service();
    service.start();
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("stop")
                .unstarted(
                    () -> {
                      service.stop();
                      // A JVM that was told to end calls that a failure: 143.
                      Runtime.getRuntime().halt(DONE);
                    }));
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
            "'{}' is no command; give serve, migrate, seed, refresh-rankings or check-health.",
            command);
    return WRONG_USE;
  }
}
