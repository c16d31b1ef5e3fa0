package dev.logferry.localstack.lambda.environment;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import dev.logferry.localstack.lambda.FunctionSettings;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/** The JVM that runs the real runtime interface client, with Lambda's flags and environment. */
final class FunctionProcess implements AutoCloseable {
  private static final String NATIVE_LIBRARY_PROPERTY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  private final Process process;
  private final FunctionOutput output;

  private FunctionProcess(Process process, FunctionOutput output) {
    this.process = process;
    this.output = output;
  }

  static FunctionProcess start(
      FunctionSettings settings, String runtimeApiAddress, Consumer<String> lines) {
    var output = new FunctionOutput(lines);
    var builder =
        new ProcessBuilder(command(settings))
            .directory(settings.taskRoot().toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.redirect());
    builder.environment().clear();
    builder.environment().putAll(environment(settings, runtimeApiAddress));
    try {
      var process = builder.start();
      process.getOutputStream().close();
      output.begin();
      return new FunctionProcess(process, output);
    } catch (IOException failure) {
      output.close();
      throw new UncheckedIOException("cannot start the function's JVM", failure);
    }
  }

  /**
   * Lambda's flags for Java 25 without SnapStart: C1 only and the serial collector (<a
   * href="https://docs.aws.amazon.com/lambda/latest/dg/java-customization.html">Lambda guide</a>).
   */
  private static List<String> command(FunctionSettings settings) {
    return List.of(
        settings.javaHome().resolve("bin/java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xmx%dm".formatted(settings.heapMegabytes()),
        "--enable-native-access=ALL-UNNAMED",
        "-D%s=%s".formatted(NATIVE_LIBRARY_PROPERTY, NativeRuntimeLibrary.file()),
        "-cp",
        runtimeClassPath(),
        AWSLambda.class.getName(),
        settings.handler());
  }

  /** The runtime client and what it needs; the function's own jars it finds below the task root. */
  private static String runtimeClassPath() {
    return Stream.of(
            AWSLambda.class, Context.class, PojoSerializer.class, SdkInternalThreadLocal.class)
        .map(FunctionProcess::jarOf)
        .distinct()
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Path jarOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException failure) {
      throw new IllegalStateException("cannot find the jar of " + type.getName(), failure);
    }
  }

  /**
   * See <a
   * href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime">the
   * variables that Lambda sets</a>.
   */
  private static Map<String, String> environment(
      FunctionSettings settings, String runtimeApiAddress) {
    var environment = new HashMap<String, String>();
    environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    environment.put("LANG", "en_US.UTF-8");
    environment.put("TZ", ":UTC");
    environment.put("AWS_REGION", settings.region());
    environment.put("AWS_DEFAULT_REGION", settings.region());
    environment.putAll(settings.environment());
    environment.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
    environment.put("AWS_LAMBDA_RUNTIME_API", runtimeApiAddress);
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    environment.put("AWS_LAMBDA_FUNCTION_NAME", settings.functionName());
    environment.put(
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(settings.memoryMegabytes()));
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + settings.functionName());
    environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "local/[$LATEST]");
    environment.put("LAMBDA_TASK_ROOT", settings.taskRoot().toString());
    environment.put("_HANDLER", settings.handler());
    return environment;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Completed with the exit code once the process has ended. */
  CompletableFuture<Integer> exitCode() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /** Passes on all that the process has written so far. */
  void flushOutput() {
    output.flush();
  }

  /** The most physical memory that the process has held, where the system tells. */
  Optional<Integer> peakMemoryMegabytes() {
    try (var status = Files.lines(Path.of("/proc/%d/status".formatted(process.pid())))) {
      return status
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> Integer.parseInt(line.replaceAll("\\D", "")) / 1024)
          .findFirst();
    } catch (IOException | UncheckedIOException _) {
      return Optional.empty();
    }
  }

  /** Ends the process with SIGKILL and does not wait. */
  void kill() {
    process.destroyForcibly();
  }

  /** Kills the process and whatever it started, at once and for good, as Lambda does. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
    output.close();
  }
}
