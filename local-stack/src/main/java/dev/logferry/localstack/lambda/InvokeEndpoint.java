package dev.logferry.localstack.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.logferry.localstack.lambda.InvocationResult.Succeeded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Lambda's public <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke
 * API</a> on loopback, for other processes and for {@code aws lambda invoke --endpoint-url}.
 * Signatures are not checked, and a qualifier is taken and ignored: there is one version.
 */
public final class InvokeEndpoint implements AutoCloseable {
  private static final Pattern PATH =
      Pattern.compile(
          "/2015-03-31/functions/(?:.*:?function:)?(?<name>[a-zA-Z0-9_-]+)(?::[^/]+)?/invocations");
  private static final int MAXIMUM_LOG_TAIL_BYTES = 4096;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, LocalLambda> functions;

  private InvokeEndpoint(HttpServer server, Map<String, LocalLambda> functions) {
    this.server = server;
    this.functions = functions;
    server.setExecutor(threads);
    server.createContext("/", this::serve);
  }

  /**
   * Serves the functions, each under its name. They stay the caller's to close.
   *
   * @param port 0 for any that is free
   */
  public static InvokeEndpoint start(int port, Collection<LocalLambda> functions) {
    var byName =
        functions.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    function -> function.settings().functionName(), Function.identity()));
    try {
      var endpoint = new InvokeEndpoint(Loopback.server(port), byName);
      endpoint.server.start();
      return endpoint;
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "cannot serve the Invoke API on port %d; is it taken?".formatted(port), failure);
    }
  }

  /** What to give to {@code --endpoint-url}. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      var event = exchange.getRequestBody().readAllBytes();
      var path = PATH.matcher(exchange.getRequestURI().getPath());
      if (!path.matches() || !exchange.getRequestMethod().equals("POST")) {
        refuse(exchange, 404, "UnknownOperationException", "Only Invoke is served here");
        return;
      }
      var name = path.group("name");
      var function = Optional.ofNullable(functions.get(name));
      if (function.isPresent()) {
        invoke(exchange, function.get(), event);
      } else {
        refuse(
            exchange,
            404,
            "ResourceNotFoundException",
            "Function not found: %s. Served here: %s"
                .formatted(name, new TreeSet<>(functions.keySet())));
      }
    }
  }

  private static void invoke(HttpExchange exchange, LocalLambda function, byte[] event)
      throws IOException {
    try {
      var type = header(exchange, "X-Amz-Invocation-Type").orElse("RequestResponse");
      switch (type) {
        case "RequestResponse" -> answer(exchange, function.invoke(event));
        case "Event" -> {
          var accepted = function.invokeAsync(event);
          send(exchange, 202, accepted.requestId(), new byte[0]);
        }
        case "DryRun" -> send(exchange, 204, "", new byte[0]);
        default ->
            refuse(
                exchange,
                400,
                "InvalidParameterValueException",
                "invocation type '%s' is none of RequestResponse, Event, DryRun".formatted(type));
      }
    } catch (RequestTooLargeException tooLarge) {
      // The model calls it RequestTooLargeException; what clients report seeing is this.
      refuse(
          exchange, 413, "RequestEntityTooLargeException", String.valueOf(tooLarge.getMessage()));
    } catch (InvalidRequestContentException notJson) {
      refuse(exchange, 400, "InvalidRequestContentException", String.valueOf(notJson.getMessage()));
    } catch (IllegalStateException closed) {
      refuse(exchange, 500, "ServiceException", String.valueOf(closed.getMessage()));
    }
  }

  private static void answer(HttpExchange exchange, Invocation invocation) throws IOException {
    var headers = exchange.getResponseHeaders();
    headers.set("X-Amz-Executed-Version", "$LATEST");
    if (!(invocation.result() instanceof Succeeded)) {
      headers.set("X-Amz-Function-Error", "Unhandled");
    }
    if (header(exchange, "X-Amz-Log-Type").filter("Tail"::equals).isPresent()) {
      headers.set("X-Amz-Log-Result", tail(invocation.log()));
    }
    send(exchange, 200, invocation.requestId(), invocation.answer().bytes());
  }

  private static String tail(String log) {
    var bytes = log.getBytes(UTF_8);
    int from = Math.max(0, bytes.length - MAXIMUM_LOG_TAIL_BYTES);
    return Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, from, bytes.length));
  }

  private static void refuse(HttpExchange exchange, int status, String type, String message)
      throws IOException {
    exchange.getResponseHeaders().set("X-Amzn-ErrorType", type);
    send(exchange, status, "", RuntimeErrors.refusal(message).bytes());
  }

  private static void send(HttpExchange exchange, int status, String requestId, byte[] body)
      throws IOException {
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "application/json");
    if (!requestId.isEmpty()) {
      headers.set("X-Amzn-RequestId", requestId);
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  private static Optional<String> header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }
}
