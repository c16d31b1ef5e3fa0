package dev.logferry.api.http;

/** Answers the requests of one route. */
@FunctionalInterface
public interface Endpoint {

  /**
   * The response to a GET request.
   *
   * @throws ProblemException if there is an error to report
   */
  Response respond(Request request);
}
