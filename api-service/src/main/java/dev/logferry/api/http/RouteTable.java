package dev.logferry.api.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what answers a path: exactly the paths of the contract and no others. The server library's
 * own routing would find {@code /metrics} at {@code //metrics}, {@code /v1/../metrics} and {@code
 * /metrics;a=b}, too.
 */
final class RouteTable {

  private final List<Template> templates;

  RouteTable(List<Route> routes) {
    templates = routes.stream().map(Template::of).toList();
  }

  /**
   * What is to be done.
   *
   * @param route the path as the contract writes it; empty if none fits
   * @param pathParameters by the names in the route's braces, decoded
   */
  record Match(Optional<String> route, Map<String, String> pathParameters, Endpoint endpoint) {

    private static Match none(Endpoint endpoint) {
      return new Match(Optional.empty(), Map.of(), endpoint);
    }
  }

  /**
   * Never without one: the endpoint tells a client what is wrong.
   *
   * @param path as it came, without the query
   */
  Match match(String method, String path) {
    List<String> segments;
    try {
      segments = segments(path);
    } catch (ProblemException e) {
      return Match.none(
          _ -> {
            throw e;
          });
    }
    for (Template template : templates) {
      if (template.fits(segments)) {
        boolean reads = method.equals("GET") || method.equals("HEAD");
        Endpoint endpoint = reads ? template.route.endpoint() : RouteTable::notAllowed;
        return new Match(template.name, template.values(segments), endpoint);
      }
    }
    return Match.none(RouteTable::notFound);
  }

  private static Reply notAllowed(Request request) {
    throw new ProblemException(
        ProblemKind.METHOD_NOT_ALLOWED, "This API only reads: use GET or HEAD.");
  }

  private static Reply notFound(Request request) {
    throw new ProblemException(
        ProblemKind.NOT_FOUND, "There is nothing at this path. /docs lists what there is.");
  }

  /** An encoded slash is part of its segment. */
  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>(6);
    int start = 0;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', start)) {
      segments.add(PercentEncoding.PATH.decode(path.substring(start, slash)));
      start = slash + 1;
    }
    segments.add(PercentEncoding.PATH.decode(path.substring(start)));
    return segments;
  }

  /** A route's path, taken apart; {@code name} is all of it. */
  private record Template(Route route, Optional<String> name, List<String> segments) {

    static Template of(Route route) {
      return new Template(
          route, Optional.of(route.path()), Arrays.asList(route.path().split("/", -1)));
    }

    boolean fits(List<String> path) {
      if (path.size() != segments.size()) {
        return false;
      }
      for (int i = 0; i < path.size(); i++) {
        String segment = path.get(i);
        if (isParameter(i) ? segment.isEmpty() : !segments.get(i).equals(segment)) {
          return false;
        }
      }
      return true;
    }

    Map<String, String> values(List<String> path) {
      Map<String, String> values = new HashMap<>();
      for (int i = 0; i < path.size(); i++) {
        if (isParameter(i)) {
          values.put(name(segments.get(i)), path.get(i));
        }
      }
      return values;
    }

    private boolean isParameter(int index) {
      return segments.get(index).startsWith("{");
    }

    private static String name(String braced) {
      return braced.substring(1, braced.length() - 1);
    }
  }
}
