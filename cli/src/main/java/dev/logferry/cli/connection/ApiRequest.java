package dev.logferry.cli.connection;

import java.util.Locale;

/**
 * A request to Elasticsearch or Kibana.
 *
 * @param server which of the two
 * @param path with a slash before it, and with its query
 */
public record ApiRequest(Server server, Method method, String path, Body body) {

  /** Who answers it. */
  public enum Server {
    ELASTICSEARCH("Elasticsearch"),
    KIBANA("Kibana");

    private final String title;

    Server(String title) {
      this.title = title;
    }

    /** Names it for a person. */
    public String title() {
      return title;
    }
  }

  /** HTTP's methods. All but POST can be sent again without harm. */
  public enum Method {
    GET,
    PUT,
    POST,
    DELETE;

    boolean isIdempotent() {
      return this != POST;
    }
  }

  /** What is sent. */
  public sealed interface Body {

    /** Nothing. */
    record None() implements Body {}

    /** JSON. */
    record Json(String text) implements Body {}

    /** A file of saved objects, one a line, as a form has it. */
    record SavedObjects(String lines) implements Body {}
  }

  /** A GET of Elasticsearch. */
  public static ApiRequest elasticsearch(String path) {
    return new ApiRequest(Server.ELASTICSEARCH, Method.GET, path, new Body.None());
  }

  /** A GET of Kibana. */
  public static ApiRequest kibana(String path) {
    return new ApiRequest(Server.KIBANA, Method.GET, path, new Body.None());
  }

  /** Another request for the same path. */
  public ApiRequest with(Method other, Body otherBody) {
    return new ApiRequest(server, other, path, otherBody);
  }

  /** Another request for the same path, with JSON. */
  public ApiRequest with(Method other, String json) {
    return with(other, new Body.Json(json));
  }

  /** Method and path, for a person. */
  @Override
  public String toString() {
    return "%s %s %s".formatted(server.name().toLowerCase(Locale.ROOT), method, path);
  }
}
