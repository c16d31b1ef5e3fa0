package dev.logferry.api.http;

import io.helidon.http.HttpException;
import io.helidon.http.Method;
import io.helidon.http.NotFoundException;
import io.helidon.http.PathMatchers;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.MDC;

/** Registers routes with the server, and turns whatever they throw into problems. */
final class Routing {

  static final String ALLOWED = "GET, HEAD, OPTIONS";

  /** In a request's context: what failed in the service. */
  static final String ERROR = "dev.logferry.api.error";

  private Routing() {}

  static void register(HttpRouting.Builder routing, List<Route> routes, RequestFilter filter) {
    routing.addFilter(filter);
    for (Route route : routes) {
      routing.route(
          _ -> true,
          PathMatchers.create(route.path()),
          (request, response) -> handle(route, request, response));
    }
    routing.any(Routing::absoluteForm);
    routing.error(ProblemException.class, Routing::problem);
    routing.error(NotFoundException.class, Routing::notFound);
    routing.error(HttpException.class, Routing::malformed);
    routing.error(Throwable.class, Routing::internal);
  }

  /** A proxy may send the whole URI as the target (RFC 9112, 3.2.2); its path is what counts. */
  private static void absoluteForm(ServerRequest request, ServerResponse response) {
    String target = request.prologue().uriPath().rawPath();
    int path = target.startsWith("http://") ? target.indexOf('/', "http://".length()) : -1;
    if (path > 0) {
      response.reroute(target.substring(path));
    } else {
      response.next();
    }
  }

  private static void handle(Route route, ServerRequest request, ServerResponse response) {
    Method method = request.prologue().method();
    if (method.equals(Method.GET) || method.equals(Method.HEAD)) {
      ResponseWriter.send(request, response, route.endpoint().respond(toRequest(request)));
    } else if (method.equals(Method.OPTIONS)) {
      ResponseWriter.sendOptions(request, response);
    } else {
      throw new ProblemException(
          ProblemKind.METHOD_NOT_ALLOWED, "This API is read-only: use GET or HEAD.");
    }
  }

  private static Request toRequest(ServerRequest request) {
    Map<String, String> parameters = new HashMap<>();
    for (String name : request.path().pathParameters().names()) {
      parameters.put(name, request.path().pathParameters().get(name));
    }
    return new Request(request.path().rawPath(), parameters, request.query().rawValue());
  }

  private static void problem(
      ServerRequest request, ServerResponse response, ProblemException problem) {
    if (problem.getCause() != null) {
      request.context().register(ERROR, problem.getCause());
    }
    String traceId = MDC.get(RequestFilter.TRACE_ID);
    ResponseWriter.send(
        request,
        response,
        Response.problem(
            problem, request.prologue().uriPath().rawPath(), traceId == null ? "" : traceId));
  }

  private static void notFound(
      ServerRequest request, ServerResponse response, NotFoundException e) {
    String detail = "There is nothing at this path. /docs lists the paths.";
    problem(request, response, new ProblemException(ProblemKind.NOT_FOUND, detail));
  }

  /** What the server finds wrong while the request is handled. */
  private static void malformed(ServerRequest request, ServerResponse response, HttpException e) {
    if (e.status().code() >= 500) {
      internal(request, response, e);
    } else {
      problem(request, response, ProtocolProblems.problem(e.status()));
    }
  }

  private static void internal(ServerRequest request, ServerResponse response, Throwable e) {
    switch (e) {
      // The client is gone: there is nobody to respond to.
      case UncheckedIOException io -> throw io;
      case ServerConnectionException io -> throw io;
      case CloseConnectionException close -> throw close;
      default ->
          problem(
              request,
              response,
              new ProblemException(
                  ProblemKind.INTERNAL,
                  "An internal error. The log has it under the trace id.",
                  e));
    }
  }
}
