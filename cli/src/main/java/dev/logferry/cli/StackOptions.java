package dev.logferry.cli;

import dev.logferry.cli.stack.RunningStack;
import dev.logferry.localstack.ForwarderFunction;
import dev.logferry.localstack.LocalStack;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** How a local stack is started. */
final class StackOptions {

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "A setting of the forwarder, such as LOGFERRY_MINIMUM_LEVEL=WARN. Can be given often.")
  private Map<String, String> settings = new TreeMap<>();

  @Option(
      names = "--memory",
      paramLabel = "MEGABYTES",
      defaultValue = "512",
      description = "Memory of the function; by default ${DEFAULT-VALUE}.")
  private int memoryMegabytes;

  @Option(
      names = "--elasticsearch-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "By default any free port.")
  private int elasticsearchPort;

  @Option(
      names = "--invoke-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Port of the Lambda Invoke API; by default any free port.")
  private int invokePort;

  LocalStack start(Path root, Consumer<String> functionLog) {
    return LocalStack.start(
        new LocalStack.Settings(root, elasticsearchPort, invokePort, memoryMegabytes, settings),
        functionLog);
  }

  /** What the other commands need to know of a stack that this process runs. */
  static RunningStack describe(LocalStack stack) {
    var elasticsearch = stack.elasticsearch();
    var analyst = elasticsearch.analyst();
    return new RunningStack(
        ProcessHandle.current().pid(),
        new RunningStack.Elasticsearch(
            elasticsearch.url(),
            elasticsearch.caFile().toString(),
            new RunningStack.Analyst(analyst.name(), analyst.password())),
        new RunningStack.Lambda(stack.endpoint().url(), ForwarderFunction.NAME));
  }
}
