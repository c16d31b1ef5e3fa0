package dev.logferry.localstack.page;

import dev.logferry.localstack.elasticsearch.LocalElasticsearch;
import dev.logferry.localstack.elasticsearch.LocalElasticsearchSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A real Elasticsearch with some log documents, and the page. */
final class PageFixture implements AutoCloseable {

  static final String SCRIPT =
      "<script>document.title='executed'</script><img src=x onerror=alert(1)>";
  static final String STACK_TRACE =
      "java.lang.IllegalStateException: <b>pool</b>\n\tat shop.Pool.take(Pool.java:12)";
  static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  final Instant now = Instant.now();

  private static final JsonMapper JSON = JsonMapper.shared();

  final LocalElasticsearch server = LocalElasticsearch.start(LocalElasticsearchSettings.defaults());
  final ErrorPage page = ErrorPage.start(0, AnalystClient.of(server), PageFixture::status);
  private final HttpClient elasticsearch =
      HttpClient.newBuilder().sslContext(server.clientContext()).build();
  private final StringBuilder bulk = new StringBuilder();

  /** Three days of errors of two groups, a stream of plain lines, a hostile line, and a warning. */
  static PageFixture filled() throws Exception {
    PageFixture fixture = new PageFixture();
    Instant now = fixture.now;
    for (int number = 0; number < 30; number++) {
      fixture.add("line-" + number, now.minusSeconds(600 - number), "INFO", "line " + number);
    }
    fixture.addError("error-1", now.minusSeconds(400), "timeout", "Payment refused by the bank");
    fixture.addError("error-2", now.minusSeconds(200), "timeout", "Payment refused again");
    fixture.addError("hostile", now.minusSeconds(100), "hostile", SCRIPT);
    fixture.add("warning", now.minusSeconds(50), "WARN", "Slow query");
    fixture.addError("old", now.minusSeconds(3 * 86_400), "timeout", "Payment refused long ago");
    fixture.store();
    return fixture;
  }

  private static JsonNode status() {
    return JSON.readTree(
        """
        {"stages":[{"name":"API","up":true,"detail":"20 requests/s"},
                   {"name":"Elasticsearch","up":false,"detail":"down"}],
         "ledger":{"received":35,"indexed":34,"dead_lettered":1},
         "log":["08:00:00 Elasticsearch died"]}""");
  }

  private ObjectNode add(String id, Instant time, String level, String message) {
    ObjectNode document = JSON.createObjectNode();
    document.put("@timestamp", time.toString()).put("message", message).put("log.level", level);
    document.put("service.name", "shop-api").put("event.id", id);
    document.put("aws.cloudwatch.log_group", "/ecs/shop-api");
    document.put("aws.cloudwatch.log_stream", "api/api/1");
    document.put("aws.cloudwatch.event_id", "%020d".formatted(time.toEpochMilli()));
    bulk.append("{\"create\":{\"_id\":\"").append(id).append("\"}}\n");
    append(document);
    return document;
  }

  private void addError(String id, Instant time, String group, String message) {
    ObjectNode document = add(id, time, "ERROR", message);
    bulk.setLength(bulk.length() - document.toString().length() - 1);
    document.put("error.grouping_key", group).put("error.grouping_name", "Group " + group);
    document.put("error.type", "java.lang.IllegalStateException").put("trace.id", TRACE);
    document.put("error.stack_trace", STACK_TRACE);
    append(document);
  }

  private void append(ObjectNode document) {
    bulk.append(document).append('\n');
  }

  private void store() throws Exception {
    HttpResponse<String> response =
        elasticsearch.send(
            HttpRequest.newBuilder(
                    server.url().resolve("/logs-shop.api-production/_bulk?refresh=true"))
                .header("Authorization", server.admin().basicAuthorization())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(bulk.toString()))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200 || response.body().contains("\"errors\":true")) {
      throw new AssertionError(response.body());
    }
  }

  /** Asks the page for the last fifteen minutes. */
  HttpResponse<String> events(String parameters) throws Exception {
    return get(
        "api/events?from=%s&to=%s&%s"
            .formatted(now.minusSeconds(900), now.plusSeconds(1), parameters));
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(page.url().resolve(path)));
  }

  static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    try (HttpClient browser = HttpClient.newHttpClient()) {
      return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  URI url() {
    return page.url();
  }

  @Override
  public void close() {
    page.close();
    elasticsearch.shutdownNow();
    server.close();
  }
}
