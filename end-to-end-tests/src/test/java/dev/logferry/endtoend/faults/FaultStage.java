package dev.logferry.endtoend.faults;

import dev.logferry.endtoend.SecretsStandIn;
import dev.logferry.forwarder.testing.FakeElasticsearch;
import dev.logferry.localstack.ForwarderFunction;
import dev.logferry.localstack.lambda.AsyncOutcome;
import dev.logferry.localstack.lambda.AsyncSettings;
import dev.logferry.localstack.lambda.FunctionSettings;
import dev.logferry.localstack.lambda.Invocation;
import dev.logferry.localstack.lambda.LocalLambda;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * All that a case needs, shared by all cases: the scripted server, the buckets, the secret, and two
 * functions in the real runtime client.
 */
final class FaultStage implements AutoCloseable {

  /** Time is no reason to give up, however slow the machine is. */
  private static final Duration PATIENT = Duration.ofMinutes(5);

  /** For faults that last: room for some retries before {@link #TIME_RESERVE}. */
  private static final Duration IMPATIENT = Duration.ofSeconds(7);

  private static final String TIME_RESERVE = "4s";
  private static final String REQUEST_TIMEOUT = "3s";

  /** One and two minutes on Lambda. */
  private static final AsyncSettings HURRIED =
      AsyncSettings.DEFAULT.withRetryWaits(Duration.ofMillis(10), Duration.ofMillis(20));

  private final FakeElasticsearch server = FakeElasticsearch.start();
  private final SecretsStandIn secrets = SecretsStandIn.start("first-key");
  private final Buckets buckets = new Buckets();
  private final LocalLambda patient;
  private final LocalLambda impatient;
  private final LocalLambda redriver;

  /** How many requests the server had seen when each run of the forwarder began. */
  private final List<Integer> runs = new CopyOnWriteArrayList<>();

  private FakeElasticsearch.Away away = () -> {};

  FaultStage() {
    Path taskRoot = ForwarderFunction.taskRoot(Path.of(System.getProperty("logferry.root", "..")));
    FunctionSettings forwarder = ForwarderFunction.settings(taskRoot, environment(), 512);
    AsyncSettings async = HURRIED.withOnFailure(buckets.onFailure());
    patient = LocalLambda.start(forwarder.withTimeout(PATIENT), async, this::note);
    impatient = LocalLambda.start(forwarder.withTimeout(IMPATIENT), async, this::note);
    redriver =
        LocalLambda.start(
            FunctionSettings.of(
                    "redrive",
                    "dev.logferry.forwarder.lambda.RedriveHandler::handleRequest",
                    taskRoot)
                .withEnvironment(environment())
                .withMemoryMegabytes(512)
                .withTimeout(PATIENT));
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(buckets.environment());
    environment.putAll(secrets.environment());
    environment.put("LOGFERRY_ELASTICSEARCH_URLS", server.url().toString());
    environment.put("LOGFERRY_ELASTICSEARCH_CREDENTIALS_SECRET", "elasticsearch");
    environment.put("LOGFERRY_ELASTICSEARCH_REQUEST_TIMEOUT", REQUEST_TIMEOUT);
    environment.put("LOGFERRY_TIME_RESERVE", TIME_RESERVE);
    environment.put("LOGFERRY_RETRY_INITIAL_DELAY", "20ms");
    environment.put("LOGFERRY_RETRY_MAX_DELAY", "500ms");
    environment.put("LOGFERRY_DEAD_LETTER_BUCKET", Buckets.DEAD_LETTERS);
    environment.put("LOGFERRY_FAILURE_BUCKET", Buckets.FAILURES);
    environment.put("LOGFERRY_REDRIVE_MINIMUM_AGE", "1ms");
    environment.put("LOGFERRY_ERROR_GROUPS", "false"); // counted here are events; ErrorGroupsIT
    return environment;
  }

  private void note(String line) {
    if (line.startsWith("START ")) {
      runs.add(server.arrivals().size());
    }
  }

  FakeElasticsearch server() {
    return server;
  }

  SecretsStandIn secrets() {
    return secrets;
  }

  Buckets buckets() {
    return buckets;
  }

  List<Integer> runs() {
    return runs;
  }

  void refuseConnections() {
    away = server.goAway();
  }

  void acceptConnections() throws IOException {
    away.close();
    away = () -> {};
  }

  /** As it was before the first case. */
  void reset() throws IOException {
    acceptConnections();
    server.forgetAll();
    buckets.restoreDeadLetterBucket();
    buckets.clear();
    runs.clear();
  }

  /**
   * What Lambda makes of the event: tries, retries, gives up.
   *
   * @param faultLasts whether the forwarder tries again until its time is over
   */
  AsyncOutcome deliver(byte[] event, boolean faultLasts) {
    LocalLambda forwarder = faultLasts ? impatient : patient;
    return forwarder.invokeAsync(event).outcome().orTimeout(10, TimeUnit.MINUTES).join();
  }

  Invocation redrive(String event) {
    return redriver.invoke(event.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    redriver.close();
    impatient.close();
    patient.close();
    buckets.close();
    secrets.close();
    server.close();
  }
}
