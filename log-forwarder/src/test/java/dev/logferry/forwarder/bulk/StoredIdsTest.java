package dev.logferry.forwarder.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.logferry.forwarder.bulk.BulkReply.MalformedReply;
import dev.logferry.forwarder.bulk.BulkReply.RequestRejected;
import dev.logferry.forwarder.bulk.BulkReply.Unreachable;
import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.elasticsearch.Cluster;
import dev.logferry.forwarder.elasticsearch.Credentials;
import dev.logferry.forwarder.elasticsearch.ElasticsearchBulkClient;
import dev.logferry.forwarder.testing.Documents;
import dev.logferry.forwarder.tls.Trust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a search for stored ids means, over real HTTP. */
class StoredIdsTest {

  private static final DataStream STREAM = new DataStream("shop", "default");
  private static final String WHOLE =
      """
      {"timed_out":false,"_shards":{"total":2,"successful":2,"skipped":0,"failed":0},\
      "hits":{"total":{"value":2,"relation":"eq"},"max_score":null,\
      "hits":[{"_index":".ds-1","_id":"a","sort":[1]},{"_index":".ds-2","_id":"c"}]}}""";

  private final List<String> paths = new ArrayList<>();
  private final List<JsonNode> bodies = new ArrayList<>();
  private int status = 200;
  private String answer = WHOLE;
  private final HttpServer server = start();

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void finds_the_ids_that_the_stream_holds() throws Exception {
    assertThat(among("a", "b", "c")).containsExactlyInAnyOrder("a", "c");

    assertThat(paths.getFirst()).startsWith("/logs-shop-default/_search?");
    assertThat(paths.getFirst()).contains("allow_partial_search_results=false");
    JsonNode body = bodies.getFirst();
    assertThat(body.at("/query/ids/values").toString()).isEqualTo("[\"a\",\"b\",\"c\"]");
    assertThat(body.path("_source").asBoolean(true)).isFalse();
    assertThat(body.path("track_total_hits").asBoolean(false)).isTrue();
  }

  @Test
  void an_id_that_is_stored_twice_is_one_id() throws Exception {
    answer = WHOLE.replace("\"_id\":\"c\"", "\"_id\":\"a\"");

    assertThat(among("a", "b")).containsExactly("a");
  }

  @Test
  void many_ids_are_asked_for_in_several_searches() throws Exception {
    answer = none();

    among(IntStream.range(0, 2001).mapToObj(Integer::toString).toArray(String[]::new));

    assertThat(bodies)
        .extracting(body -> body.at("/query/ids/values").size())
        .containsExactly(1000, 1000, 1);
  }

  @Test
  void a_stream_that_does_not_exist_holds_nothing() throws Exception {
    status = 404;
    answer = error("index_not_found_exception");

    assertThat(among("a")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>not found</html>", "", "{\"error\":{\"type\":\"other\"}}"})
  void another_404_says_nothing_about_the_stream(String body) {
    status = 404;
    answer = body;

    assertThat(unknown())
        .isInstanceOfAny(RequestRejected.class, Unreachable.class)
        .extracting(BulkReply::why)
        .asString()
        .contains("404");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0000',
      value = {
        "\"timed_out\":false | \"timed_out\":true",
        "\"timed_out\":false | \"other\":false",
        "\"successful\":2 | \"successful\":1",
        "\"failed\":0 | \"failed\":1",
        "\"_shards\" | \"others\"",
        "\"value\":2 | \"value\":3",
        "\"eq\" | \"gte\"",
        "\"total\":{\"value\" | \"sum\":{\"value\"",
        "\"timed_out\" | timed_out",
        "]}} | ]}",
        "]}} | ]}}}",
      })
  void half_an_answer_is_not_trusted(String whole, String half) {
    assertThat(WHOLE).contains(whole.strip());
    answer = WHOLE.replace(whole.strip(), half.strip());

    assertThat(unknown()).isInstanceOf(MalformedReply.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void a_search_that_is_rejected_for_now_is_worth_another_try(int rejected) {
    status = rejected;
    answer = error("busy");

    assertThat(RequestOutcome.of((RequestRejected) unknown())).isEqualTo(RequestOutcome.RETRY);
  }

  /** It would otherwise split the bulk request, and dead-letter the documents. */
  @ParameterizedTest
  @ValueSource(ints = {400, 413})
  void a_rejected_search_blames_no_document(int rejected) {
    status = rejected;
    answer = error("too_many_ids");

    assertThat(unknown()).isInstanceOf(Unreachable.class);
  }

  @Test
  void a_missing_privilege_is_named() {
    status = 403;
    answer = error("security_exception");

    assertThat(RequestOutcome.remedy(((RequestRejected) unknown()).cause()))
        .contains("read", "logs-*-*");
  }

  @Test
  void a_wrong_password_is_not_reported_as_a_missing_privilege() {
    status = 401;
    answer = error("security_exception");

    assertThat(RequestOutcome.remedy(((RequestRejected) unknown()).cause()))
        .doesNotContain("read", "privilege");
  }

  @Test
  void a_server_that_is_away_is_told_so() {
    server.stop(0);

    assertThat(unknown()).isInstanceOf(Unreachable.class);
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_search_that_is_not_answered_is_not_waited_for() {
    CountDownLatch over = new CountDownLatch(1);
    server.removeContext("/");
    server.createContext("/", _ -> await(over));

    BulkReply reply =
        catchThrowableOfType(
                StoredIds.Unknown.class,
                () -> client().among(STREAM, List.of("a"), Duration.ofMillis(300)))
            .reply();
    over.countDown();

    assertThat(reply).isInstanceOf(Unreachable.class);
  }

  @Test
  void an_answer_from_somebody_else_is_not_believed() {
    server.removeContext("/");
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });

    assertThat(unknown()).isInstanceOf(MalformedReply.class);
  }

  @Test
  void its_message_says_why() {
    status = 503;
    answer = error("unavailable");

    assertThatThrownBy(() -> among("a")).hasMessageContaining("503 unavailable");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String none() {
    return WHOLE.replace("\"value\":2", "\"value\":0").replaceAll("\"hits\":\\[.*]", "\"hits\":[]");
  }

  private static String error(String type) {
    return "{\"error\":{\"root_cause\":[],\"type\":\"%s\",\"reason\":\"r\"},\"status\":1}"
        .formatted(type);
  }

  private Set<String> among(String... ids) throws StoredIds.Unknown {
    return client().among(STREAM, List.of(ids), Duration.ofMinutes(1));
  }

  private BulkReply unknown() {
    return catchThrowableOfType(StoredIds.Unknown.class, () -> among("a")).reply();
  }

  private StoredIds client() {
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new ElasticsearchBulkClient(
            new Cluster(List.of(url), Duration.ofMinutes(1), Duration.ofMinutes(1), true, true),
            0,
            Documents.tls(new Trust.Platform()),
            Documents.credentials(Credentials.None::new))
        .storedIds();
  }

  private HttpServer start() {
    try {
      HttpServer started =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      started.createContext(
          "/",
          exchange -> {
            paths.add(exchange.getRequestURI().toString());
            try (var in = new GZIPInputStream(exchange.getRequestBody())) {
              bodies.add(JsonMapper.shared().readTree(in));
            }
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("X-Elastic-Product", "Elasticsearch");
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      started.start();
      return started;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
