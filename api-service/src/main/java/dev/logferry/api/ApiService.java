package dev.logferry.api;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;

/**
 * The service's command: {@code serve} (the default), {@code migrate}, {@code refresh-rankings} or
 * {@code check-health}. Its settings come from the environment. The exit status is 0 on success, 1
 * if the command failed, and 2 for wrong arguments or settings.
 */
public final class ApiService {

  private static final String SERVE = "serve";

  private ApiService() {}

  /** Runs one command. */
  public static void main(String... arguments) {
    String command = arguments.length == 0 ? SERVE : arguments[0];
    List<String> options = Arrays.stream(arguments).skip(1).toList();
    int status = new Commands(System.getenv(), Clock.systemUTC()).run(command, options);
    if (status != 0 || !command.equals(SERVE)) {
      System.exit(status);
    }
  }
}
