package dev.logferry.api.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.MDC;

/** One request and its answer, from head to the observers. */
final class Exchange {

  static final HeaderName TRACEPARENT = HeaderNames.create("traceparent");
  private static final byte[] NOTHING = new byte[0];

  private final Function<Optional<String>, TraceContext> traces;
  private final RequestObserver observer;
  private final AtomicBoolean stopping;

  /**
   * For all requests.
   *
   * @param traces the trace of a {@code traceparent} header, or a new one
   * @param observer told of each
   * @param stopping whether clients should connect elsewhere for their next request
   */
  Exchange(
      Function<Optional<String>, TraceContext> traces,
      RequestObserver observer,
      AtomicBoolean stopping) {
    this.traces = traces;
    this.observer = observer;
    this.stopping = stopping;
  }

  /** Answers by the endpoint that was found; whatever that throws becomes a problem. */
  void handle(ServerRequest request, ServerResponse response, RouteTable.Match match) {
    long startNanos = System.nanoTime();
    TraceContext trace = traces.apply(RequestHeaders.text(request.headers(), TRACEPARENT));
    Sent sent;
    MDC.put("trace.id", trace.traceId());
    MDC.put("span.id", trace.spanId());
    try {
      sent =
          send(
              request,
              response,
              HttpConnections.patiently(() -> answer(request, match, trace)),
              trace);
    } finally {
      MDC.clear();
    }
    long nanos = System.nanoTime() - startNanos;
    RequestOutcome outcome = Outcomes.of(request, match.route(), sent, nanos, trace);
    observer.completed(outcome);
    sent.broken().ifPresent(Exchange::rethrow);
    closeIfSaidSo(request, response);
  }

  /** What to send, and what went wrong inside. */
  record Answer(Reply reply, Optional<Throwable> error) {}

  private static Answer answer(ServerRequest request, RouteTable.Match match, TraceContext trace) {
    String path = request.path().rawPath();
    try {
      Request asked = new Request(path, match.pathParameters(), request.query().rawValue());
      return new Answer(match.endpoint().answer(asked), Optional.empty());
    } catch (ProblemException e) {
      return new Answer(Reply.problem(e, path, trace.traceId()), Optional.ofNullable(e.getCause()));
    } catch (RuntimeException | Error e) {
      return fault(e, path, trace);
    }
  }

  private static Answer fault(Throwable e, String path, TraceContext trace) {
    ProblemException problem =
        new ProblemException(
            ProblemKind.INTERNAL, "A fault of ours. The log has it under the trace id.");
    return new Answer(Reply.problem(problem, path, trace.traceId()), Optional.of(e));
  }

  /**
   * What was sent.
   *
   * @param broken why it did not arrive: the client was gone, or the answer could not be written
   */
  record Sent(Answer answer, long responseBytes, Optional<RuntimeException> broken) {}

  private Sent send(
      ServerRequest request, ServerResponse response, Answer answer, TraceContext trace) {
    try {
      Representation representation =
          Representation.of(
              answer.reply(),
              RequestHeaders.text(request.headers(), HeaderNames.IF_NONE_MATCH),
              RequestHeaders.text(request.headers(), HeaderNames.ACCEPT_ENCODING).orElse(""));
      return new Sent(answer, write(request, response, representation, trace), Optional.empty());
    } catch (UncheckedIOException | CloseConnectionException e) {
      return new Sent(answer, 0, Optional.of(e));
    } catch (RuntimeException | Error e) {
      // Part of it may be on its way, so no other answer can follow.
      return new Sent(
          fault(e, request.path().rawPath(), trace),
          0,
          Optional.of(new CloseConnectionException("the answer could not be written", e)));
    }
  }

  private long write(
      ServerRequest request,
      ServerResponse response,
      Representation representation,
      TraceContext trace) {
    response.status(Status.create(representation.status()));
    representation.headers().forEach(response::header);
    response.header(HeaderValues.create(TRACEPARENT, trace.traceparent()));
    if (stopping.get() || HttpConnections.areMany()) {
      response.header(HeaderValues.CONNECTION_CLOSE);
    }
    byte[] body = representation.body();
    if (request.prologue().method().equals(Method.HEAD)) {
      response.header(HeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
      response.send(NOTHING);
      return 0;
    }
    response.send(body);
    return body.length;
  }

  /** The server then closes the connection. */
  private static void rethrow(RuntimeException broken) {
    throw broken;
  }

  /** Helidon announces the end of a connection, and then waits for the client to bring it about. */
  private static void closeIfSaidSo(ServerRequest request, ServerResponse response) {
    if (saysClose(request.headers()) || saysClose(response.headers())) {
      throw new CloseConnectionException("as was said in the headers");
    }
  }

  private static boolean saysClose(Headers headers) {
    return headers.contains(HeaderNames.CONNECTION)
        && !headers.contains(HeaderValues.CONNECTION_KEEP_ALIVE)
        && headers.containsToken(HeaderValues.CONNECTION_CLOSE);
  }
}
