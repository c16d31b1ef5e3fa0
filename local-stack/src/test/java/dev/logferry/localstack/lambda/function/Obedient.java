package dev.logferry.localstack.lambda.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Does what the event's {@code do} says, so that one process serves many tests. */
public final class Obedient implements RequestHandler<Map<String, String>, Map<String, String>> {
  @Override
  public Map<String, String> handleRequest(Map<String, String> event, Context context) {
    return switch (event.getOrDefault("do", "")) {
      case "throw" -> throw new IllegalStateException(event.get("message"));
      case "sleep" -> sleep();
      case "exit" -> exit(Integer.parseInt(event.getOrDefault("code", "1")));
      case "log" -> log(event.getOrDefault("line", ""), context);
      case "context" -> describe(context);
      case "environment" -> System.getenv();
      case "answer-bytes" ->
          Map.of("x", "x".repeat(Integer.parseInt(event.getOrDefault("count", "0"))));
      case "fail-once" -> failOnce(Path.of(event.getOrDefault("file", "")));
      case String unknown -> throw new IllegalArgumentException("cannot do '" + unknown + "'");
    };
  }

  private static Map<String, String> sleep() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return Map.of();
  }

  private static Map<String, String> exit(int code) {
    System.out.println("about to leave");
    Runtime.getRuntime().halt(code);
    return Map.of();
  }

  private static Map<String, String> log(String line, Context context) {
    System.out.println(line + " to stdout");
    System.err.println(line + " to stderr");
    context.getLogger().log(line + " to the logger");
    return Map.of();
  }

  private static Map<String, String> describe(Context context) {
    return Map.of(
        "remainingMilliseconds", Integer.toString(context.getRemainingTimeInMillis()),
        "requestId", context.getAwsRequestId(),
        "functionArn", context.getInvokedFunctionArn(),
        "functionName", context.getFunctionName(),
        "memoryMegabytes", Integer.toString(context.getMemoryLimitInMB()),
        "heapMegabytes", Long.toString(Runtime.getRuntime().maxMemory() / (1024 * 1024)),
        "shade", System.getProperty("shade", ""),
        "folder", System.getProperty("user.dir"));
  }

  /** The file tells the second attempt from the first, whatever process it runs in. */
  private static Map<String, String> failOnce(Path file) {
    if (file.toFile().exists()) {
      return Map.of("attempt", "second");
    }
    try {
      Files.createFile(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    throw new IllegalStateException("first attempt");
  }
}
