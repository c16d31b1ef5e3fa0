package dev.logferry.api.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.MDC;

/** Around every request: its trace, its CORS headers, and its outcome for the observers. */
final class RequestFilter implements Filter {

  static final String TRACE_ID = "trace.id";
  static final HeaderName TRACEPARENT = HeaderNames.create("traceparent");

  /** One of so many responses with a 503 ends its connection. */
  private static final int CLOSED_OF_UNAVAILABLE = 8;

  private final Function<Optional<String>, TraceContext> traces;
  private final RequestObserver observer;
  private final Cors cors;
  private final BooleanSupplier stopping;

  /**
   * For all requests of a listener.
   *
   * @param traces the trace of a {@code traceparent} header, or a new one
   * @param stopping whether clients should connect elsewhere for their next request
   */
  RequestFilter(
      Function<Optional<String>, TraceContext> traces,
      RequestObserver observer,
      Cors cors,
      BooleanSupplier stopping) {
    this.traces = traces;
    this.observer = observer;
    this.cors = cors;
    this.stopping = stopping;
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    long start = System.nanoTime();
    TraceContext trace = traces.apply(request.headers().first(TRACEPARENT));
    String client = clientAddress(request.headers(), request.remotePeer().host());
    response.header(HeaderValues.create(TRACEPARENT, trace.traceparent()));
    cors.addHeaders(request, response);
    response.beforeSend(() -> announceClose(response));
    Optional<Throwable> failure = Optional.empty();
    MDC.put(TRACE_ID, trace.traceId());
    MDC.put("span.id", trace.spanId());
    try {
      chain.proceed();
    } catch (RuntimeException e) {
      failure = Optional.of(e);
      throw e;
    } finally {
      Duration duration = Duration.ofNanos(System.nanoTime() - start);
      observer.completed(outcome(request, response, trace, client, duration, failure));
      MDC.clear();
    }
    closeIfAnnounced(response);
  }

  /**
   * When the most connections are open, further ones wait in the operating system's queue until one
   * ends, and clients under overload keep theirs. So a share of those that get a 503 ends; if all
   * did, opening new ones would add to the load.
   */
  private void announceClose(RoutingResponse response) {
    boolean unavailable = response.status().equals(Status.SERVICE_UNAVAILABLE_503);
    if (stopping.getAsBoolean()
        || (unavailable && ThreadLocalRandom.current().nextInt(CLOSED_OF_UNAVAILABLE) == 0)) {
      response.header(HeaderValues.CONNECTION_CLOSE);
    }
  }

  private static RequestOutcome outcome(
      RoutingRequest request,
      RoutingResponse response,
      TraceContext trace,
      String client,
      Duration duration,
      Optional<Throwable> failure) {
    int status = response.status().code();
    return new RequestOutcome(
        request.prologue().method().text(),
        request.matchingPattern(),
        request.prologue().uriPath().rawPath(),
        status,
        bodyBytes(request, response),
        duration,
        client,
        request.headers().first(HeaderNames.USER_AGENT),
        trace,
        status < 500
            ? failure
            : request.context().get(Routing.ERROR, Throwable.class).or(() -> failure));
  }

  private static long bodyBytes(RoutingRequest request, RoutingResponse response) {
    return request.prologue().method().equals(Method.HEAD)
        ? 0
        : response.headers().contentLength().orElse(0);
  }

  /** The last address: those before it are what the client claims. */
  static String clientAddress(Headers headers, String peer) {
    return headers
        .first(HeaderNames.X_FORWARDED_FOR)
        .map(_ -> headers.get(HeaderNames.X_FORWARDED_FOR).allValues().getLast())
        .map(addresses -> addresses.substring(addresses.lastIndexOf(',') + 1).strip())
        .filter(address -> !address.isEmpty())
        .orElse(peer);
  }

  /**
   * The server announces the end of a connection, also where the client did, but leaves it to the
   * client to close it.
   */
  private static void closeIfAnnounced(RoutingResponse response) {
    if (response.headers().contains(HeaderValues.CONNECTION_CLOSE)) {
      throw new CloseConnectionException("announced in the headers");
    }
  }
}
