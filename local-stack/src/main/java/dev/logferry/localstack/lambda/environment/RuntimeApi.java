package dev.logferry.localstack.lambda.environment;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.logferry.localstack.lambda.InvocationResult;
import dev.logferry.localstack.lambda.Loopback;
import dev.logferry.localstack.lambda.Payload;
import dev.logferry.localstack.lambda.PayloadLimit;
import dev.logferry.localstack.lambda.RuntimeErrors;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a> of
 * one execution environment, on loopback. One event at a time, as on Lambda.
 */
final class RuntimeApi implements AutoCloseable {
  private static final String ROOT = "/2018-06-01/runtime/";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<InFlightEvent> waiting = new LinkedBlockingQueue<>();
  private final AtomicReference<Optional<InFlightEvent>> current =
      new AtomicReference<>(Optional.empty());
  private final CompletableFuture<InvocationResult> initializationFailure =
      new CompletableFuture<>();
  private final CompletableFuture<Void> firstPoll = new CompletableFuture<>();

  private RuntimeApi(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext(ROOT + "invocation/next", this::next);
    server.createContext(ROOT + "invocation/", this::answer);
    server.createContext(ROOT + "init/error", this::initializationError);
  }

  static RuntimeApi start() {
    try {
      var api = new RuntimeApi(Loopback.server(0));
      api.server.start();
      return api;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot open a port for the Runtime API", failure);
    }
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Completed when the runtime first asks for an event. */
  CompletableFuture<Void> firstPoll() {
    return firstPoll;
  }

  /** Completed if the runtime reports that it could not initialise. */
  CompletableFuture<InvocationResult> initializationFailure() {
    return initializationFailure;
  }

  void offer(InFlightEvent inFlight) {
    waiting.add(inFlight);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void next(HttpExchange exchange) throws IOException {
    firstPoll.complete(null);
    current.getAndSet(Optional.empty()).ifPresent(InFlightEvent::finish);
    try {
      var inFlight = waiting.take();
      current.set(Optional.of(inFlight));
      handOver(inFlight, exchange);
    } catch (InterruptedException _) {
      exchange.close();
    }
  }

  private static void handOver(InFlightEvent inFlight, HttpExchange exchange) throws IOException {
    var headers = exchange.getResponseHeaders();
    // Without a content type the native client dereferences null and the JVM dies with SIGSEGV.
    headers.set("Content-Type", "application/json");
    headers.set("Lambda-Runtime-Aws-Request-Id", inFlight.requestId());
    headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(inFlight.deadline().toEpochMilli()));
    headers.set("Lambda-Runtime-Invoked-Function-Arn", inFlight.functionArn());
    headers.set("Lambda-Runtime-Trace-Id", inFlight.traceId());
    var event = inFlight.event().bytes();
    exchange.sendResponseHeaders(200, event.length);
    try (var body = exchange.getResponseBody()) {
      body.write(event);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    var body = exchange.getRequestBody().readNBytes(PayloadLimit.MAXIMUM_RESPONSE_BYTES + 1);
    long surplusBytes = exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
    var inFlight =
        current.get().filter(candidate -> path.contains("/" + candidate.requestId() + "/"));
    if (inFlight.isEmpty()) {
      reply(exchange, 400, RuntimeErrors.body("InvalidRequestID", "Invalid request ID"));
    } else if (path.endsWith("/error")) {
      inFlight.get().answer().complete(RuntimeErrors.reported(Payload.of(body)));
      accepted(exchange);
    } else if (body.length > PayloadLimit.MAXIMUM_RESPONSE_BYTES) {
      inFlight.get().answer().complete(RuntimeErrors.responseTooLarge(body.length + surplusBytes));
      reply(exchange, 413, RuntimeErrors.body("RequestEntityTooLarge", "Response is too large"));
    } else {
      inFlight.get().answer().complete(new InvocationResult.Succeeded(Payload.of(body)));
      accepted(exchange);
    }
  }

  private void initializationError(HttpExchange exchange) throws IOException {
    var body = Payload.of(exchange.getRequestBody().readAllBytes());
    initializationFailure.complete(RuntimeErrors.reported(body));
    accepted(exchange);
  }

  private static void accepted(HttpExchange exchange) throws IOException {
    reply(exchange, 202, Payload.of("{\"status\":\"OK\"}"));
  }

  private static void reply(HttpExchange exchange, int status, Payload body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.sizeBytes());
    try (var stream = exchange.getResponseBody()) {
      stream.write(body.bytes());
    }
  }
}
