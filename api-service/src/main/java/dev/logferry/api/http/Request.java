package dev.logferry.api.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  /** The parameters follow from the path, and a cache compares requests several times each. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Request request
        && path.equals(request.path)
        && query.equals(request.query);
  }

  @Override
  public int hashCode() {
    return 31 * path.hashCode() + query.hashCode();
  }
}
