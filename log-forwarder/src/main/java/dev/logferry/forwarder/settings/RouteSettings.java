package dev.logferry.forwarder.settings;

import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.document.Glob;
import dev.logferry.forwarder.document.Route;
import dev.logferry.forwarder.document.Routes;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the routes, separated by commas: {@code groups[:streams]=dataset[:namespace]}, and after
 * that {@code ;service=NAME} and {@code ;zone=ZONE} if wanted.
 */
final class RouteSettings {

  private static final String FORM =
      "expected log-group-glob=dataset, with :log-stream-glob before the =, and :namespace, ;service=NAME and ;zone=ZONE after the dataset if wanted, and commas between routes";

  private static final DataStream FALLBACK = new DataStream("aws.cloudwatch_logs", "default");

  private RouteSettings() {}

  static Routes read(EnvironmentReader reader) {
    String namespace = namespace(reader);
    return new Routes(routes(reader, namespace), otherwise(reader, namespace), zone(reader));
  }

  private static String namespace(EnvironmentReader reader) {
    try {
      String namespace = reader.value(Variable.DEFAULT_NAMESPACE);
      return new DataStream(FALLBACK.dataset(), namespace).namespace();
    } catch (IllegalArgumentException e) {
      return reader.refused(Variable.DEFAULT_NAMESPACE, e, FALLBACK.namespace());
    }
  }

  private static DataStream otherwise(EnvironmentReader reader, String namespace) {
    try {
      return new DataStream(reader.value(Variable.DEFAULT_DATASET), namespace);
    } catch (IllegalArgumentException e) {
      return reader.refused(Variable.DEFAULT_DATASET, e, FALLBACK);
    }
  }

  private static ZoneId zone(EnvironmentReader reader) {
    try {
      return zone(reader.value(Variable.TIME_ZONE));
    } catch (IllegalArgumentException e) {
      return reader.refused(Variable.TIME_ZONE, e, ZoneOffset.UTC);
    }
  }

  private static List<Route> routes(EnvironmentReader reader, String namespace) {
    try {
      return routes(reader.value(Variable.ROUTES), namespace);
    } catch (IllegalArgumentException e) {
      return reader.refused(Variable.ROUTES, e, List.of());
    }
  }

  private static List<Route> routes(String value, String defaultNamespace) {
    List<Route> routes = new ArrayList<>();
    for (String part : value.split(",", -1)) {
      String route = part.strip();
      if (!route.isEmpty()) {
        Route read = route(route, defaultNamespace);
        requireReachable(read, route, routes);
        routes.add(read);
      }
    }
    return routes;
  }

  private static void requireReachable(Route route, String text, List<Route> before) {
    for (Route earlier : before) {
      boolean same =
          earlier.logGroups().equals(route.logGroups())
              && (earlier.logStreams().isAny() || earlier.logStreams().equals(route.logStreams()));
      if (same || earlier.takesAnything()) {
        throw new IllegalArgumentException(
            "the route '%s' can never be reached: the one for '%s' before it takes the same events"
                .formatted(text, earlier.logGroups().pattern()));
      }
    }
  }

  private static Route route(String route, String defaultNamespace) {
    String[] parts = route.split(";", -1);
    int equals = parts[0].indexOf('=');
    if (equals < 1 || parts[0].indexOf('=', equals + 1) >= 0) {
      throw new IllegalArgumentException("'%s' is no route; %s".formatted(route, FORM));
    }
    String service = "";
    Optional<ZoneId> zone = Optional.empty();
    for (int i = 1; i < parts.length; i++) {
      String option = parts[i].strip();
      if (option.startsWith("service=")) {
        service = service(option.substring(8));
      } else if (option.startsWith("zone=")) {
        zone = Optional.of(zone(option.substring(5)));
      } else {
        throw new IllegalArgumentException(
            "'%s' in the route '%s' is neither service=NAME nor zone=ZONE; %s"
                .formatted(option, route, FORM));
      }
    }
    String from = parts[0].substring(0, equals).strip();
    boolean arn = from.startsWith("arn:");
    int streams = arn ? -1 : from.indexOf(':');
    return new Route(
        Glob.ofLogGroups(streams < 0 ? from : from.substring(0, streams)),
        Glob.ofLogStreams(streams < 0 ? "*" : from.substring(streams + 1)),
        dataStream(parts[0].substring(equals + 1).strip(), defaultNamespace),
        service,
        zone);
  }

  private static DataStream dataStream(String target, String defaultNamespace) {
    int colon = target.indexOf(':');
    return colon < 0
        ? new DataStream(target, defaultNamespace)
        : new DataStream(target.substring(0, colon), target.substring(colon + 1));
  }

  private static String service(String name) {
    String service = name.strip();
    boolean usable = !service.isEmpty() && service.length() <= 200;
    for (int i = 0; i < service.length(); i++) {
      usable &= service.charAt(i) > ' ' && "=;\"'{}".indexOf(service.charAt(i)) < 0;
    }
    if (!usable) {
      throw new IllegalArgumentException(
          "'%s' is no service's name; expected one such as shop, or shop-$1, where $1 is what the first * of the route stands for"
              .formatted(name));
    }
    return service;
  }

  private static ZoneId zone(String name) {
    try {
      return name.equals("UTC") ? ZoneOffset.UTC : ZoneId.of(name.strip());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'%s' is no time zone; expected a name such as Europe/Berlin, or an offset such as +09:00"
              .formatted(name),
          e);
    }
  }
}
