package dev.logferry.cli.api;

import dev.logferry.cli.command.OperatorCommand;
import dev.logferry.cli.terminal.CommandException;
import dev.logferry.localstack.api.ApiProgram;
import dev.logferry.localstack.api.RunningApi;
import dev.logferry.localstack.server.LocalServerException;
import dev.logferry.localstack.server.ReservedPort;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code logferry api}: the product and review API, until Ctrl-C. */
@Command(
    name = "api",
    description = {
      "Runs the product and review API on this machine until Ctrl-C.",
      "Starts a PostgreSQL with sample data for it. Only the API's log goes to standard"
          + " output, as in production. In scripts, stop it with SIGTERM.",
      ""
    })
public final class ApiCommand extends OperatorCommand {

  @Mixin private ApiOptions options = new ApiOptions();
  private int managementPort;

  @Override
  protected boolean run() {
    Map<String, String> environment = System.getenv();
    options.check(environment);
    try (ReservedPort management =
        ReservedPort.reserve("the API's health and metrics", options.managementPort())) {
      managementPort = management.number();
      // Before the slow part: a port that is taken is reported at once.
      ReservedPort.reserve("the API", options.port()).close();
      ApiProgram program = ApiProgram.of(context().root(), Redirect.INHERIT);
      return options
          .externalUrl(environment)
          .map(url -> runWith(program, url))
          .orElseGet(() -> runWithOwnDatabase(program));
    } catch (LocalServerException | IllegalStateException | UncheckedIOException e) {
      throw new CommandException("the API cannot run: " + CommandException.reasonOf(e), e);
    }
  }

  private boolean runWithOwnDatabase(ApiProgram program) {
    say("Starting PostgreSQL; the first start creates sample data...");
    try (SampleDatabase database =
        SampleDatabase.start(options.data(context().root()), options.scale(), program)) {
      return serve(program, database.environment());
    }
  }

  private boolean runWith(ApiProgram program, String url) {
    Map<String, String> environment = Map.of("DATABASE_URL", url);
    if (options.seed()) {
      SampleDatabase.fill(program, credentials(environment), options.scale(), false);
    }
    return serve(program, environment);
  }

  /** An external PostgreSQL has its user and password in this process's environment. */
  private static Map<String, String> credentials(Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(System.getenv());
    all.putAll(environment);
    return all;
  }

  private boolean serve(ApiProgram program, Map<String, String> database) {
    Map<String, String> environment = new HashMap<>(database);
    environment.put("MANAGEMENT_PORT", Integer.toString(managementPort));
    // No load balancer has to notice anything here.
    environment.put(
        "SHUTDOWN_DRAIN_DELAY", System.getenv().getOrDefault("SHUTDOWN_DRAIN_DELAY", "0s"));
    try (RunningApi api = RunningApi.start(program, options.port(), environment)) {
      // At a SIGTERM: stops the service, too, and before PostgreSQL.
      Runtime.getRuntime().addShutdownHook(new Thread(api::close, "stop-api"));
      printEndpoints(api);
      int status = api.awaitEnd();
      if (status != 0) {
        throw new CommandException(
            "the API ended with status %d; its log says why".formatted(status));
      }
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void printEndpoints(RunningApi api) {
    say(
        """

        API             %s   (%s)
        Documentation   %1$s/docs
        Metrics         http://127.0.0.1:%3$d/metrics

        Try in another terminal:
          curl -s %1$s/v1/products/1
          curl -s '%1$s/v1/products/1/reviews?limit=2'

        Ctrl-C stops everything. The API's log is on standard output.
        """
            .formatted(
                api.url(),
                api.isReady() ? "ready" : "its database does not respond",
                managementPort));
  }

  private void say(String text) {
    err().println(text);
    err().flush();
  }
}
