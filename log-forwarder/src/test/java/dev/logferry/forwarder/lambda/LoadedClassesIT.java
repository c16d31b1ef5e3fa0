package dev.logferry.forwarder.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.logferry.forwarder.testing.Events;
import dev.logferry.forwarder.testing.FakeElasticsearch;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Loading classes is most of a cold start, and their number is the same on every machine. So this
 * counts what the first invocation loads, from the start of the JVM to the response.
 */
class LoadedClassesIT {

  /**
   * What it loads today for a line with a stack trace (about 80 to group its error), and 20 for
   * what another release of the JDK may load. To be lowered with each gain; the goal is 1,600.
   */
  private static final int MOST_CLASSES = 1_837;

  @Test
  void the_first_invocation_loads_no_more_classes_than_it_has_to(@TempDir Path folder)
      throws Exception {
    Path log = folder.resolve("classes.log");

    assertThat(invokeOnce(log, folder.resolve("output.txt"))).contains("\"indexed\":1");

    List<String> loaded =
        Files.readAllLines(log).stream().filter(line -> line.contains(" source: ")).toList();
    assertThat(loaded.size())
        .describedAs(
            "classes loaded, of which %d were generated for lambdas, method references and pattern switches, and %d are the forwarder's",
            loaded.stream().filter(LoadedClassesIT::isGenerated).count(),
            loaded.stream().filter(line -> line.contains(" dev.logferry.")).count())
        .isGreaterThan(1_000) // the JVM and the runtime client alone
        .isLessThanOrEqualTo(MOST_CLASSES);
  }

  /** The bootstrap of {@code invokedynamic} costs more than any class in a jar. */
  private static boolean isGenerated(String line) {
    return line.contains("$$Lambda")
        || line.contains("LambdaForm")
        || line.contains("$$TypeSwitch");
  }

  /** The response of the real runtime client, with Lambda's flags. */
  private static String invokeOnce(Path classLog, Path output) throws Exception {
    CompletableFuture<String> response = new CompletableFuture<>();
    try (FakeElasticsearch elasticsearch = FakeElasticsearch.start();
        ExecutorService threads = Executors.newCachedThreadPool()) {
      HttpServer runtimeApi = runtimeApi(Events.lambdaEvent("ecs-error"), response, threads);
      Process function =
          start(classLog, output, "127.0.0.1:" + runtimeApi.getAddress().getPort(), elasticsearch);
      try {
        var _ = function.onExit().thenAccept(_ -> response.complete("ended: " + read(output)));
        return response.get(2, TimeUnit.MINUTES);
      } finally {
        function.destroyForcibly();
        runtimeApi.stop(0);
        threads.shutdownNow();
      }
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Hands out one event; the next one never comes. */
  private static HttpServer runtimeApi(
      byte[] event, CompletableFuture<String> response, ExecutorService threads)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/2018-06-01/runtime/",
        exchange -> {
          if (!exchange.getRequestURI().getPath().endsWith("/invocation/next")) {
            response.complete(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(202, -1);
          } else if (!response.isDone()) {
            handOut(event, exchange);
          }
        });
    server.start();
    return server;
  }

  private static void handOut(byte[] event, HttpExchange exchange) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "application/json"); // without it the native client crashes
    headers.set("Lambda-Runtime-Aws-Request-Id", "1");
    headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + 900_000));
    headers.set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:1:function:f");
    exchange.sendResponseHeaders(200, event.length);
    exchange.getResponseBody().write(event);
    exchange.close();
  }

  private static Process start(
      Path classLog, Path output, String runtimeApi, FakeElasticsearch elasticsearch)
      throws IOException {
    String handler = ForwardHandler.class.getName() + "::handleRequest";
    ProcessBuilder builder =
        new ProcessBuilder(
            System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-Xlog:class+load:file=" + classLog,
            "-cp",
            System.getProperty("java.class.path"),
            AWSLambda.class.getName(),
            handler);
    builder.environment().putAll(environment(handler, runtimeApi, elasticsearch.url().toString()));
    return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
  }

  private static Map<String, String> environment(String handler, String runtimeApi, String url) {
    return Map.ofEntries(
        Map.entry("_HANDLER", handler),
        Map.entry("AWS_EXECUTION_ENV", "AWS_Lambda_java25"),
        Map.entry("AWS_LAMBDA_RUNTIME_API", runtimeApi),
        Map.entry("AWS_LAMBDA_FUNCTION_NAME", "logferry-forward"),
        Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
        Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512"),
        Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/logferry-forward"),
        Map.entry("AWS_LAMBDA_LOG_STREAM_NAME", "stream"),
        Map.entry("AWS_REGION", "eu-central-1"),
        Map.entry("LOGFERRY_ELASTICSEARCH_URLS", url),
        Map.entry("LOGFERRY_DEAD_LETTER_BUCKET", "letters"));
  }
}
