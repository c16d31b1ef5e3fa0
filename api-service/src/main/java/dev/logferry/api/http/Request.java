package dev.logferry.api.http;

import java.util.Map;

/**
 * A GET or HEAD request that a route fits.
 *
 * @param path as it came, without the query
 * @param pathParameters by the names in the route's braces, decoded
 * @param query as it came, without the question mark; empty if there is none
 */
public record Request(String path, Map<String, String> pathParameters, String query) {

  public Request {
    pathParameters = Map.copyOf(pathParameters);
  }

  /**
   * To read its parameters.
   *
   * @throws ProblemException if the query can't be decoded
   */
  public Parameters parameters() {
    return new Parameters(pathParameters, QueryString.parse(query));
  }
}
