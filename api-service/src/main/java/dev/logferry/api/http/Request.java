package dev.logferry.api.http;

import java.util.Map;

/**
 * A GET or HEAD request to a route.
 *
 * @param path as sent, without the query
 * @param pathParameters by the names in the route's braces, decoded
 * @param query as sent, without the question mark; empty if there is none
 */
public record Request(String path, Map<String, String> pathParameters, String query) {

  public Request {
    pathParameters = Map.copyOf(pathParameters);
  }
}
