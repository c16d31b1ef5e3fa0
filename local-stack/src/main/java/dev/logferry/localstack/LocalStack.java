package dev.logferry.localstack;

import dev.logferry.localstack.ForwarderFunction.Entry;
import dev.logferry.localstack.cloudwatch.CloudWatchLogsSettings;
import dev.logferry.localstack.cloudwatch.LocalCloudWatchLogs;
import dev.logferry.localstack.elasticsearch.LocalElasticsearch;
import dev.logferry.localstack.elasticsearch.LocalElasticsearchSettings;
import dev.logferry.localstack.lambda.AsyncSettings;
import dev.logferry.localstack.lambda.InvokeEndpoint;
import dev.logferry.localstack.lambda.LocalLambda;
import dev.logferry.localstack.lambda.onfailure.OnFailureBucket;
import dev.logferry.localstack.s3.LocalS3;
import dev.logferry.localstack.server.ReservedPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The pipeline: CloudWatch Logs, whose subscription filters can invoke the forwarder; the forwarder
 * and the redrive in a local Lambda, with the Invoke API; S3 for on-failure records and dead
 * letters; Elasticsearch. Closing it ends all of them.
 */
public final class LocalStack implements AutoCloseable {

  /** The bucket of Lambda's on-failure records. */
  public static final String FAILURE_BUCKET = "failures";

  /** The bucket of dead letters. */
  public static final String DEAD_LETTER_BUCKET = "dead-letters";

  /** A tenth of what Lambda waits, so that an outage heals while somebody watches. */
  private static final AsyncSettings ASYNC =
      AsyncSettings.DEFAULT.withRetryWaits(Duration.ofSeconds(6), Duration.ofSeconds(12));

  private final Resources resources;
  private final LocalElasticsearch elasticsearch;
  private final LocalS3 s3;
  private final LocalLambda lambda;
  private final LocalLambda redrive;
  private final InvokeEndpoint endpoint;
  private final LocalCloudWatchLogs cloudWatch;

  /**
   * How the stack is run.
   *
   * @param root of the project
   * @param elasticsearchPort 0 for any free port
   * @param invokePort port of the Lambda Invoke API; 0 for any free port
   * @param memoryMegabytes of the function
   * @param forwarderSettings settings of the forwarder beyond where Elasticsearch and S3 are
   */
  public record Settings(
      Path root,
      int elasticsearchPort,
      int invokePort,
      int memoryMegabytes,
      Map<String, String> forwarderSettings) {

    public Settings {
      forwarderSettings = Map.copyOf(forwarderSettings);
    }
  }

  private LocalStack(
      Resources resources,
      Settings settings,
      Path built,
      int invokePort,
      Consumer<String> functionLog) {
    this.resources = resources;
    elasticsearch =
        resources.add(
            LocalElasticsearch.start(
                LocalElasticsearchSettings.defaults().withHttpPort(settings.elasticsearchPort())));
    s3 = resources.add(LocalS3.start(FAILURE_BUCKET, DEAD_LETTER_BUCKET));
    Path taskRoot = resources.add(FunctionCopy.of(built)).taskRoot();
    AsyncSettings async = ASYNC.withOnFailure(new OnFailureBucket(s3, FAILURE_BUCKET));
    lambda =
        resources.add(
            LocalLambda.start(
                ForwarderFunction.settings(
                    taskRoot, environment(settings, Map.of()), settings.memoryMegabytes()),
                async,
                functionLog));
    redrive =
        resources.add(
            LocalLambda.start(
                ForwarderFunction.settings(
                    Entry.REDRIVE,
                    taskRoot,
                    environment(settings, redriveSettings()),
                    settings.memoryMegabytes()),
                AsyncSettings.DEFAULT.withMaximumRetryAttempts(0),
                functionLog));
    endpoint = resources.add(InvokeEndpoint.start(invokePort, List.of(lambda, redrive)));
    cloudWatch =
        resources.add(
            LocalCloudWatchLogs.start(
                CloudWatchLogsSettings.of(
                    Map.of(ForwarderFunction.NAME, event -> lambda.invokeAsync(event).outcome()))));
  }

  /**
   * Starts everything and waits until it is ready.
   *
   * @param functionLog gets the log of both functions, line by line; thread-safe
   * @throws IllegalStateException if the forwarder is not built or a port cannot be used
   */
  public static LocalStack start(Settings settings, Consumer<String> functionLog) {
    // Before the slow part:
    Path built = ForwarderFunction.taskRoot(settings.root());
    Resources resources = new Resources();
    boolean started = false;
    try (ReservedPort invokePort = ReservedPort.reserve("the Invoke API", settings.invokePort())) {
      LocalStack stack =
          new LocalStack(resources, settings, built, invokePort.number(), functionLog);
      started = true;
      return stack;
    } finally {
      if (!started) {
        resources.close();
      }
    }
  }

  private Map<String, String> environment(Settings settings, Map<String, String> more) {
    Map<String, String> environment =
        new HashMap<>(ForwarderFunction.environmentFor(elasticsearch, s3, DEAD_LETTER_BUCKET));
    environment.putAll(more);
    environment.putAll(settings.forwarderSettings());
    return environment;
  }

  private Map<String, String> redriveSettings() {
    return Map.of(
        "LOGFERRY_ELASTICSEARCH_USERNAME",
        elasticsearch.redriver().name(),
        "LOGFERRY_ELASTICSEARCH_PASSWORD",
        elasticsearch.redriver().password(),
        "LOGFERRY_FAILURE_BUCKET",
        FAILURE_BUCKET,
        // Above the refresh interval of a second.
        "LOGFERRY_REDRIVE_MINIMUM_AGE",
        "3s");
  }

  public LocalElasticsearch elasticsearch() {
    return elasticsearch;
  }

  public LocalS3 s3() {
    return s3;
  }

  /** The forwarder. */
  public LocalLambda lambda() {
    return lambda;
  }

  /** The function for a schedule: delivers what the forwarder could not. */
  public LocalLambda redrive() {
    return redrive;
  }

  public InvokeEndpoint endpoint() {
    return endpoint;
  }

  public LocalCloudWatchLogs cloudWatch() {
    return cloudWatch;
  }

  @Override
  public void close() {
    resources.close();
  }
}
