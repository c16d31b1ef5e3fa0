package dev.logferry.api.http;

/** Answers the requests of one route. */
@FunctionalInterface
public interface Endpoint {

  /**
   * The answer.
   *
   * @throws ProblemException if there is none to give
   */
  Reply answer(Request request);
}
