package dev.logferry.localstack.system;

import dev.logferry.localstack.ForwarderFunction;
import dev.logferry.localstack.LocalStack;
import dev.logferry.localstack.Resources;
import dev.logferry.localstack.api.ApiProgram;
import dev.logferry.localstack.api.RunningApi;
import dev.logferry.localstack.page.AnalystClient;
import dev.logferry.localstack.page.ErrorPage;
import dev.logferry.localstack.postgres.LocalPostgres;
import dev.logferry.localstack.server.ReservedPort;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * The API with traffic, CloudWatch with the template's filter pattern, the pipeline, and the page,
 * around a database that is filled already. Closing it ends all but that database.
 */
public final class LocalSystem implements AutoCloseable {

  private final Resources resources;
  private final LocalStack stack;
  private final RunningApi api;
  private final Faults faults;
  private final SystemStatus status;
  private final ErrorPage page;

  /**
   * How the system is run.
   *
   * @param root of the project
   * @param stack how the pipeline is run
   * @param apiPort 0 for any that is free
   * @param pagePort 0 for any that is free
   * @param requestsPerSecond of the traffic
   * @param forwarded which lines CloudWatch forwards
   */
  public record Settings(
      Path root,
      LocalStack.Settings stack,
      int apiPort,
      int pagePort,
      int requestsPerSecond,
      Forwarded forwarded) {

    /**
     * Checks quickly what would otherwise fail after the slow part of the start.
     *
     * @throws IllegalStateException if something is not built or a port cannot be used
     */
    public void check() {
      ForwarderFunction.taskRoot(root);
      reservable("the Invoke API", stack.invokePort());
      reservable("the local Elasticsearch", stack.elasticsearchPort());
      reservable("the API", apiPort);
      reservable("the page", pagePort);
      ApiProgram.of(root, _ -> {});
    }

    private static void reservable(String server, int port) {
      ReservedPort.reserve(server, port).close();
    }
  }

  /**
   * The API's database.
   *
   * @param environment what the API needs to reach it
   */
  public record Database(LocalPostgres postgres, String name, Map<String, String> environment) {
    public Database {
      environment = Map.copyOf(environment);
    }
  }

  private LocalSystem(Resources resources, Settings settings, Database database, SystemLog log) {
    this.resources = resources;
    Ledgers ledgers = new Ledgers();
    stack = resources.add(LocalStack.start(settings.stack(), ledgers::add));
    log.say("Elasticsearch, S3, Lambda and CloudWatch are running");
    ContainerLog apiLog =
        resources.add(
            ContainerLog.start(
                settings.root(),
                settings.forwarded(),
                stack.cloudWatch().url(),
                stack.cloudWatch().functionArn(ForwarderFunction.NAME),
                ContainerLog.API_GROUP,
                log));
    api =
        resources.add(
            RunningApi.start(
                ApiProgram.of(settings.root(), apiLog::add),
                settings.apiPort(),
                database.environment()));
    log.say("The API is running");
    RedriveSchedule redrive = resources.add(RedriveSchedule.start(stack.redrive(), log));
    faults = resources.add(Faults.of(stack, database, log));
    Traffic traffic = resources.add(Traffic.start(api.url(), settings.requestsPerSecond(), log));
    if (settings.requestsPerSecond() > 0) {
      resources.add(new DatabaseFaultSchedule(faults, log));
    }
    Latencies latencies = new Latencies();
    StoredEvents stored =
        resources.add(StoredEvents.watch(AnalystClient.of(stack.elasticsearch()), latencies));
    status = new SystemStatus(traffic, apiLog, stored, redrive, faults, ledgers, latencies, log);
    page =
        resources.add(
            ErrorPage.start(
                settings.pagePort(), AnalystClient.of(stack.elasticsearch()), status::json));
  }

  /**
   * Starts everything and waits until it is ready.
   *
   * @throws IllegalStateException if something is not built or a port cannot be used
   */
  public static LocalSystem start(Settings settings, Database database, SystemLog log) {
    Resources resources = new Resources();
    boolean started = false;
    try {
      LocalSystem system = new LocalSystem(resources, settings, database, log);
      started = true;
      return system;
    } finally {
      if (!started) {
        resources.close();
      }
    }
  }

  public LocalStack stack() {
    return stack;
  }

  public URI apiUrl() {
    return api.url();
  }

  public URI pageUrl() {
    return page.url();
  }

  public Faults faults() {
    return faults;
  }

  public SystemStatus status() {
    return status;
  }

  @Override
  public void close() {
    resources.close();
  }
}
