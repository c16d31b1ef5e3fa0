package dev.logferry.localstack;

import dev.logferry.localstack.elasticsearch.LocalElasticsearch;
import dev.logferry.localstack.elasticsearch.LocalElasticsearchSettings;
import dev.logferry.localstack.lambda.AsyncSettings;
import dev.logferry.localstack.lambda.InvokeEndpoint;
import dev.logferry.localstack.lambda.LocalLambda;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Elasticsearch, the forwarder in a local Lambda that sends to it, and the Lambda Invoke API in
 * front. Closing it ends all of them.
 */
public final class LocalStack implements AutoCloseable {

  private final LocalElasticsearch elasticsearch;
  private final FunctionCopy function;
  private final LocalLambda lambda;
  private final InvokeEndpoint endpoint;

  private LocalStack(
      LocalElasticsearch elasticsearch,
      FunctionCopy function,
      LocalLambda lambda,
      InvokeEndpoint endpoint) {
    this.elasticsearch = elasticsearch;
    this.function = function;
    this.lambda = lambda;
    this.endpoint = endpoint;
  }

  /**
   * How the stack is run.
   *
   * @param root of the project
   * @param elasticsearchPort 0 for any free port
   * @param invokePort port of the Lambda Invoke API; 0 for any free port
   * @param memoryMegabytes of the function
   * @param forwarderSettings settings of the forwarder beyond where Elasticsearch is
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

  /**
   * Starts everything and waits until it is ready.
   *
   * @param functionLog gets the function's log, line by line
   * @throws IllegalStateException if the forwarder is not built or a port cannot be used
   */
  public static LocalStack start(Settings settings, Consumer<String> functionLog) {
    // Before the slow part:
    Path built = ForwarderFunction.taskRoot(settings.root());
    try (ReservedPort invokePort = ReservedPort.reserve("the Invoke API", settings.invokePort())) {
      return start(settings, built, invokePort.number(), functionLog);
    }
  }

  private static LocalStack start(
      Settings settings, Path built, int invokePort, Consumer<String> functionLog) {
    LocalElasticsearch elasticsearch =
        LocalElasticsearch.start(
            LocalElasticsearchSettings.defaults().withHttpPort(settings.elasticsearchPort()));
    boolean started = false;
    try {
      LocalStack stack =
          start(settings, invokePort, elasticsearch, FunctionCopy.of(built), functionLog);
      started = true;
      return stack;
    } finally {
      if (!started) {
        elasticsearch.close();
      }
    }
  }

  private static LocalStack start(
      Settings settings,
      int invokePort,
      LocalElasticsearch elasticsearch,
      FunctionCopy function,
      Consumer<String> functionLog) {
    boolean started = false;
    try {
      LocalLambda lambda = lambda(settings, elasticsearch, function, functionLog);
      LocalStack stack =
          new LocalStack(elasticsearch, function, lambda, endpoint(invokePort, lambda));
      started = true;
      return stack;
    } finally {
      if (!started) {
        function.close();
      }
    }
  }

  private static LocalLambda lambda(
      Settings settings,
      LocalElasticsearch elasticsearch,
      FunctionCopy function,
      Consumer<String> functionLog) {
    Map<String, String> environment =
        new HashMap<>(ForwarderFunction.environmentFor(elasticsearch));
    environment.putAll(settings.forwarderSettings());
    return LocalLambda.start(
        ForwarderFunction.settings(function.taskRoot(), environment, settings.memoryMegabytes()),
        AsyncSettings.DEFAULT,
        functionLog);
  }

  private static InvokeEndpoint endpoint(int port, LocalLambda lambda) {
    boolean started = false;
    try {
      InvokeEndpoint endpoint = InvokeEndpoint.start(port, List.of(lambda));
      started = true;
      return endpoint;
    } finally {
      if (!started) {
        lambda.close();
      }
    }
  }

  public LocalElasticsearch elasticsearch() {
    return elasticsearch;
  }

  public LocalLambda lambda() {
    return lambda;
  }

  public InvokeEndpoint endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    endpoint.close();
    lambda.close();
    function.close();
    elasticsearch.close();
  }
}
