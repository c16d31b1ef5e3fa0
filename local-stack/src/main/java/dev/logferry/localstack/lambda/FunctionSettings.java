package dev.logferry.localstack.lambda;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What to run, as one would configure it on Lambda.
 *
 * @param functionName letters, digits, {@code -} and {@code _}; at most 64
 * @param handler class, or class and method: {@code dev.example.Handler::handleRequest}
 * @param taskRoot the unpacked function: classes in the folder itself, jars in its {@code lib}
 * @param environment the function's own variables; extra JVM flags go into {@code
 *     JAVA_TOOL_OPTIONS}, as on Lambda. Nothing of this process's environment is inherited
 * @param memoryMegabytes 128 to 10,240; sets the heap, see {@link #heapMegabytes()}
 * @param timeout of one invocation, 1 to 900 s
 * @param javaHome the JDK or JRE that runs the function
 */
public record FunctionSettings(
    String functionName,
    String handler,
    Path taskRoot,
    Map<String, String> environment,
    int memoryMegabytes,
    Duration timeout,
    Path javaHome) {

  /** Lambda's own limit for all variables together. */
  private static final int MAXIMUM_ENVIRONMENT_BYTES = 4096;

  /**
   * Set by the platform, never by a function's configuration. Region and credentials are reserved
   * on Lambda too, but somebody has to give them here, so they stay open.
   */
  private static final Set<String> RESERVED =
      Set.of(
          "_HANDLER",
          "LAMBDA_TASK_ROOT",
          "LAMBDA_RUNTIME_DIR",
          "AWS_EXECUTION_ENV",
          "AWS_LAMBDA_RUNTIME_API",
          "AWS_LAMBDA_FUNCTION_NAME",
          "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
          "AWS_LAMBDA_FUNCTION_VERSION",
          "AWS_LAMBDA_INITIALIZATION_TYPE",
          "AWS_LAMBDA_LOG_GROUP_NAME",
          "AWS_LAMBDA_LOG_STREAM_NAME",
          "AWS_LAMBDA_MAX_CONCURRENCY");

  public FunctionSettings {
    environment = Map.copyOf(environment);
    taskRoot = taskRoot.toAbsolutePath().normalize();
    require(
        functionName.matches("[a-zA-Z0-9_-]{1,64}"),
        "function name '%s' must be 1 to 64 letters, digits, '-' or '_'",
        functionName);
    require(
        !handler.isBlank() && handler.chars().noneMatch(Character::isWhitespace),
        "handler '%s' must be a class or class::method, without spaces",
        handler);
    require(
        Files.isDirectory(taskRoot),
        "task root %s is not a folder; build the function first, so that its jars are in <task root>/lib",
        taskRoot);
    require(
        memoryMegabytes >= 128 && memoryMegabytes <= 10_240,
        "memory of %s MB is out of Lambda's range of 128 to 10240 MB",
        memoryMegabytes);
    require(
        timeout.compareTo(Duration.ofSeconds(1)) >= 0
            && timeout.compareTo(Duration.ofSeconds(900)) <= 0,
        "timeout %s is out of Lambda's range of 1 s to 900 s",
        timeout);
    require(
        Files.isExecutable(javaHome.resolve("bin/java")),
        "Java home %s has no bin/java; name the home of a JDK 25",
        javaHome);
    requireAcceptable(environment);
  }

  /** With Lambda's defaults: 128 MB, 3 s, no variables; and the Java that runs this process. */
  public static FunctionSettings of(String functionName, String handler, Path taskRoot) {
    return new FunctionSettings(
        functionName,
        handler,
        taskRoot,
        Map.of(),
        128,
        Duration.ofSeconds(3),
        Path.of(System.getProperty("java.home")));
  }

  public FunctionSettings withEnvironment(Map<String, String> variables) {
    return new FunctionSettings(
        functionName, handler, taskRoot, variables, memoryMegabytes, timeout, javaHome);
  }

  public FunctionSettings withMemoryMegabytes(int megabytes) {
    return new FunctionSettings(
        functionName, handler, taskRoot, environment, megabytes, timeout, javaHome);
  }

  public FunctionSettings withTimeout(Duration limit) {
    return new FunctionSettings(
        functionName, handler, taskRoot, environment, memoryMegabytes, limit, javaHome);
  }

  public FunctionSettings withJavaHome(Path home) {
    return new FunctionSettings(
        functionName, handler, taskRoot, environment, memoryMegabytes, timeout, home);
  }

  /**
   * The heap: 85% of the memory, the fraction seen in the process list of <a
   * href="https://stackoverflow.com/a/40469970">Lambda's Java 8 runtime</a>; newer runtimes do not
   * publish theirs. {@code -Xmx} in {@code JAVA_TOOL_OPTIONS} does not override it.
   */
  public int heapMegabytes() {
    return memoryMegabytes * 85 / 100;
  }

  public String region() {
    return environment.getOrDefault("AWS_REGION", "us-east-1");
  }

  public String functionArn() {
    return "arn:aws:lambda:%s:000000000000:function:%s".formatted(region(), functionName);
  }

  private static void requireAcceptable(Map<String, String> environment) {
    int bytes = 0;
    for (var variable : environment.entrySet()) {
      var name = variable.getKey();
      require(
          name.matches("[a-zA-Z]\\w*") || name.equals("_HANDLER"),
          "environment variable '%s' must be letters, digits and '_', beginning with a letter",
          name);
      require(
          !RESERVED.contains(name),
          "environment variable %s is set by Lambda itself; leave it out",
          name);
      bytes += name.length() + variable.getValue().length();
    }
    require(
        bytes <= MAXIMUM_ENVIRONMENT_BYTES,
        "the environment variables take %s bytes together; Lambda allows 4096",
        bytes);
  }

  private static void require(boolean holds, String problem, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(problem.formatted(value));
    }
  }
}
