package dev.logferry.cli.setup;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.logferry.analystpack.PackSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Saved objects and alert rules, answered as Kibana's API documents them: an import of an object
 * with a missing reference fails with status 200, an export of a missing object with 400, a rule
 * needs a UUID, and no write is taken without {@code kbn-xsrf}.
 *
 * @see <a href="https://www.elastic.co/docs/api/doc/kibana/">Kibana's API</a>
 */
final class FakeKibana implements AutoCloseable {

  private static final Pattern RULE = Pattern.compile("/api/alerting/rule/([0-9a-f-]{36})");
  private static final Pattern OBJECT =
      Pattern.compile("/api/(?:saved_objects|data_views)/([a-z-]+|data_view)/([^/]+)");

  private final HttpServer server;
  private final String space;
  private final String version;
  private final ObjectNode objects = PackSource.JSON.createObjectNode();
  private final ObjectNode rules = PackSource.JSON.createObjectNode();
  private final List<String> writes = new CopyOnWriteArrayList<>();

  FakeKibana(String version, String space) throws IOException {
    this.version = version;
    this.space = space;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  String space() {
    return space;
  }

  /** By type and id. */
  ObjectNode objects() {
    return objects;
  }

  ObjectNode rules() {
    return rules;
  }

  List<String> writes() {
    return writes;
  }

  private record Answer(int status, String body) {
    static Answer badRequest(String message) {
      return new Answer(
          400,
          "{\"statusCode\":400,\"error\":\"Bad Request\",\"message\":\"%s\"}".formatted(message));
    }

    static Answer notFound(String message) {
      return new Answer(
          404,
          "{\"statusCode\":404,\"error\":\"Not Found\",\"message\":\"%s\"}".formatted(message));
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    boolean xsrf = exchange.getRequestHeaders().containsKey("kbn-xsrf");
    Answer answer =
        method.equals("GET") || xsrf
            ? answer(method, exchange.getRequestURI().toString(), body)
            : Answer.badRequest("Request must contain a kbn-xsrf header.");
    byte[] bytes = answer.body().getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Answer answer(String method, String uri, String body) {
    String prefix = space.equals("default") ? "" : "/s/" + space;
    if (!uri.startsWith(prefix + "/api")) {
      return Answer.notFound("Not Found");
    }
    String path = uri.substring(prefix.length());
    if (path.equals("/api/status")) {
      return new Answer(200, "{\"version\":{\"number\":\"%s\"}}".formatted(version));
    }
    if (path.equals("/api/saved_objects/_export")) {
      return export(PackSource.JSON.readTree(body));
    }
    if (path.equals("/api/saved_objects/_import?overwrite=true")) {
      writes.add("import");
      return importFile(body);
    }
    Matcher rule = RULE.matcher(path);
    if (rule.matches()) {
      return rule(method, rule.group(1), body);
    }
    Matcher object = OBJECT.matcher(path);
    if (object.matches() && method.equals("DELETE")) {
      writes.add("DELETE " + path);
      String type = object.group(1).equals("data_view") ? "index-pattern" : object.group(1);
      return objects.remove(type + ":" + object.group(2)) == null
          ? Answer.notFound("Saved object not found")
          : new Answer(200, "{}");
    }
    return Answer.notFound("Not Found");
  }

  private Answer export(JsonNode request) {
    JsonNode wanted = request.at("/objects/0");
    JsonNode found =
        objects.path(wanted.path("type").asString() + ":" + wanted.path("id").asString());
    return found.isMissingNode()
        ? Answer.badRequest("Error fetching objects to export")
        : new Answer(200, found.toString());
  }

  private Answer importFile(String form) {
    String line =
        form.lines()
            .filter(one -> one.startsWith("{"))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no file in " + form));
    if (!form.contains("name=\"file\"; filename=\"logferry.ndjson\"")) {
      return Answer.badRequest("Invalid file extension");
    }
    ObjectNode object = (ObjectNode) PackSource.JSON.readTree(line);
    for (JsonNode reference : object.path("references")) {
      String key = reference.path("type").asString() + ":" + reference.path("id").asString();
      if (!objects.has(key)) {
        return new Answer(
            200,
            "{\"success\":false,\"successCount\":0,\"errors\":[{\"error\":{\"type\":\"missing_references\"}}]}");
      }
    }
    // As Kibana does: the object is migrated to the newest version of its type.
    object.put("typeMigrationVersion", "10.9.0");
    objects.set(object.path("type").asString() + ":" + object.path("id").asString(), object);
    return new Answer(200, "{\"success\":true,\"successCount\":1}");
  }

  private Answer rule(String method, String id, String body) {
    if (!method.equals("GET")) {
      writes.add(method + " rule");
    }
    return switch (method) {
      case "GET" -> {
        JsonNode rule = rules.path(id);
        yield rule.isMissingNode()
            ? Answer.notFound("Saved object [alert/%s] not found".formatted(id))
            : new Answer(200, rule.toString());
      }
      case "POST" -> {
        ObjectNode rule = (ObjectNode) PackSource.JSON.readTree(body);
        // Kibana adds these when it shows a rule.
        rules.set(id, rule.put("id", id).put("revision", 0).put("running", false));
        yield new Answer(200, rule.toString());
      }
      case "PUT" -> {
        ObjectNode update = (ObjectNode) PackSource.JSON.readTree(body);
        if (update.has("rule_type_id") || update.has("consumer") || update.has("enabled")) {
          yield Answer.badRequest("[request body]: definition for this key is missing");
        }
        yield new Answer(200, rules.withObject("/" + id).setAll(update).toString());
      }
      default -> {
        rules.remove(id);
        yield new Answer(204, "");
      }
    };
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
