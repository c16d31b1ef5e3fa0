package dev.logferry.forwarder.settings;

import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.document.Glob;
import dev.logferry.forwarder.document.Route;
import dev.logferry.forwarder.document.Routes;
import java.util.ArrayList;
import java.util.List;

/** Reads the routes: {@code glob=dataset} or {@code glob=dataset:namespace}, comma-separated. */
final class RouteSettings {

  private static final DataStream FALLBACK = new DataStream("aws.cloudwatch_logs", "default");

  private RouteSettings() {}

  static Routes read(EnvironmentReader reader) {
    String namespace =
        reader.parsed(
            Variable.DEFAULT_NAMESPACE,
            value -> new DataStream(FALLBACK.dataset(), value).namespace(),
            FALLBACK.namespace());
    DataStream otherwise =
        reader.parsed(
            Variable.DEFAULT_DATASET, value -> new DataStream(value, namespace), FALLBACK);
    List<Route> routes =
        reader.parsed(Variable.ROUTES, value -> routes(value, namespace), List.of());
    return new Routes(routes, otherwise);
  }

  private static List<Route> routes(String value, String defaultNamespace) {
    List<Route> routes = new ArrayList<>();
    for (String part : value.split(",", -1)) {
      if (!part.isBlank()) {
        routes.add(route(part.strip(), defaultNamespace));
      }
    }
    return routes;
  }

  private static Route route(String part, String defaultNamespace) {
    int equals = part.lastIndexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException(
          "'%s' is no route; expected log-group-glob=dataset or log-group-glob=dataset:namespace"
              .formatted(part));
    }
    String target = part.substring(equals + 1).strip();
    int colon = target.indexOf(':');
    String dataset = colon < 0 ? target : target.substring(0, colon);
    String namespace = colon < 0 ? defaultNamespace : target.substring(colon + 1);
    return new Route(
        Glob.ofLogGroups(part.substring(0, equals).strip()), new DataStream(dataset, namespace));
  }
}
