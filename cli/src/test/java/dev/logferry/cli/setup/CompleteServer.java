package dev.logferry.cli.setup;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.logferry.analystpack.PackSource;
import dev.logferry.localstack.elasticsearch.LocalElasticsearch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The real server with the APIs that its distribution leaves out, answered as Elasticsearch's API
 * documents them: its version, roles, API keys, options of data streams. All else goes to the real
 * server.
 *
 * @see <a href="https://www.elastic.co/docs/api/doc/elasticsearch/">Elasticsearch's API</a>
 */
final class CompleteServer implements AutoCloseable {

  private final LocalElasticsearch real;
  private final HttpClient http;
  private final HttpServer server;
  private final ObjectNode roles = PackSource.JSON.createObjectNode();
  private final ObjectNode keys = PackSource.JSON.createObjectNode();
  private final ObjectNode streams = PackSource.JSON.createObjectNode();
  private final List<String> writes = new CopyOnWriteArrayList<>();

  CompleteServer(LocalElasticsearch real) throws IOException {
    this.real = real;
    this.http = HttpClient.newBuilder().sslContext(ClientTls.trusting(real.caFile())).build();
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Requests that change something. */
  List<String> writes() {
    return writes;
  }

  ObjectNode roles() {
    return roles;
  }

  ObjectNode keys() {
    return keys;
  }

  /** State that {@code GET /_data_stream/NAME} shows. */
  void stream(String name, String state) {
    streams.set(name, (ObjectNode) PackSource.JSON.readTree(state));
  }

  JsonNode stream(String name) {
    return streams.path(name);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().toString();
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    if (!method.equals("GET") && !path.contains("_simulate")) {
      writes.add(method + " " + path);
    }
    Answer answer = answer(exchange, method, path, body);
    byte[] bytes = answer.body().getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.getResponseHeaders().add("X-Elastic-Product", "Elasticsearch");
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private record Answer(int status, String body) {
    static Answer ok(JsonNode body) {
      return new Answer(200, body.toString());
    }
  }

  private Answer answer(HttpExchange exchange, String method, String path, String body)
      throws IOException {
    if (path.equals("/")) {
      return new Answer(200, "{\"version\":{\"number\":\"8.19.21\",\"build_flavor\":\"default\"}}");
    }
    if (path.startsWith("/_security/role/")) {
      return role(method, path.substring("/_security/role/".length()), body);
    }
    if (path.startsWith("/_security/api_key")) {
      return apiKey(method, path.substring("/_security/api_key".length()), body);
    }
    if (path.startsWith("/_data_stream/")) {
      return dataStream(method, path.substring("/_data_stream/".length()), body);
    }
    return forward(exchange, method, path, body);
  }

  private Answer role(String method, String name, String body) {
    return switch (method) {
      case "PUT" -> {
        ObjectNode role = (ObjectNode) PackSource.JSON.readTree(body);
        // As Elasticsearch shows it.
        role.path("indices")
            .forEach(indices -> ((ObjectNode) indices).put("allow_restricted_indices", false));
        role.putObject("transient_metadata").put("enabled", true);
        roles.set(name, role);
        yield new Answer(200, "{\"role\":{\"created\":true}}");
      }
      case "DELETE" -> {
        roles.remove(name);
        yield new Answer(200, "{\"found\":true}");
      }
      default ->
          roles.has(name)
              ? Answer.ok(PackSource.JSON.createObjectNode().set(name, roles.path(name)))
              : new Answer(404, "{}");
    };
  }

  private Answer apiKey(String method, String rest, String body) {
    return switch (method) {
      case "POST" -> {
        ObjectNode key = (ObjectNode) PackSource.JSON.readTree(body);
        String id = "id-" + keys.size();
        keys.set(id, key.put("id", id).put("invalidated", false));
        yield new Answer(
            200,
            "{\"id\":\"%s\",\"name\":%s,\"api_key\":\"s3cret\",\"encoded\":\"ZW5jb2RlZA==\"}"
                .formatted(id, key.path("name")));
      }
      case "PUT" -> {
        keys.withObject("/" + rest.substring(1))
            .setAll((ObjectNode) PackSource.JSON.readTree(body));
        yield new Answer(200, "{\"updated\":true}");
      }
      default -> {
        ObjectNode found = PackSource.JSON.createObjectNode();
        var list = found.putArray("api_keys");
        keys.valueStream()
            .filter(key -> rest.equals("?name=" + key.path("name").asString()))
            .forEach(list::add);
        yield Answer.ok(found);
      }
    };
  }

  private Answer dataStream(String method, String rest, String body) {
    List<String> parts = List.of(rest.split("/", -1));
    ObjectNode stream = streams.withObject("/" + parts.getFirst());
    if (stream.isEmpty()) {
      return new Answer(404, "{\"error\":{\"reason\":\"no such index\"},\"status\":404}");
    }
    JsonNode change = body.isEmpty() ? stream : PackSource.JSON.readTree(body);
    if (method.equals("GET")) {
      ObjectNode found = PackSource.JSON.createObjectNode();
      found.putArray("data_streams").add(stream);
      return Answer.ok(found);
    }
    if (parts.getLast().equals("_lifecycle")) {
      stream.set("lifecycle", change);
    } else {
      stream.setAll((ObjectNode) change);
    }
    return new Answer(200, "{\"acknowledged\":true}");
  }

  private Answer forward(HttpExchange exchange, String method, String path, String body)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(real.url().resolve(path))
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    http.close();
  }
}
