package dev.logferry.api.http;

import io.helidon.common.uri.UriQuery;
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

  /** For reading and checking the parameters. */
  public Parameters parameters() {
    return new Parameters(pathParameters, UriQuery.create(query).toMap());
  }
}
