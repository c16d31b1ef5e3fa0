package dev.logferry.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.logferry.api.http.ProblemKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Everything that the document promises, but for what takes a fault, asked of the service: of one
 * that runs elsewhere with {@code -Dlogferry.api.url=http://host:port}, else of one of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContractIT {

  private static final Set<String> FAULT_PROBLEMS =
      Set.of(
          "internal",
          "overloaded",
          "database-unavailable",
          "timed-out",
          // ProtocolProblemsTest has it: no client of today can send it.
          "http-version-not-supported");

  private final OpenApiDocument document = OpenApiDocument.ofThisBuild();
  private final Conformance conformance = new Conformance(document);
  private final TestedService service = TestedService.open();
  private final Wire wire = new Wire(service.address());
  private final Samples samples = Samples.of(wire);
  private final Recipe recipe = new Recipe(wire, samples);

  @BeforeAll
  void the_service_is_ready() {
    assertThat(wire.get("/health/ready").status()).isEqualTo(200);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void every_route_is_documented_and_every_documented_path_is_a_route() {
    assumeTrue(service.paths().isPresent(), "the routes of a service elsewhere can't be listed");

    assertThat(service.paths().orElseThrow()).containsExactlyInAnyOrderElementsOf(document.paths());
  }

  @Test
  void the_document_is_served_as_it_was_written() {
    assertThat(wire.get("/openapi.yaml").text()).isEqualTo(document.yaml());
  }

  @TestFactory
  Stream<DynamicTest> every_documented_status_can_be_had() {
    return document.operations().stream()
        .flatMap(
            operation ->
                operation
                    .statuses()
                    .map(
                        status ->
                            dynamicTest(operation + " " + status, () -> had(operation, status))));
  }

  private void had(Operation operation, int status) {
    Ask ask = recipe.ask(operation, status);

    Answer answer = wire.ask(ask);

    assertThat(answer.status()).as("%s: %s", ask, answer).isEqualTo(status);
    conforms(operation, ask, answer);
  }

  private void conforms(Operation operation, Ask ask, Answer answer) {
    assertThat(conformance.violations(operation, answer)).as("%s: %s", ask, answer).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> what_is_just_not_too_large_is_taken() {
    return document.operations().stream()
        .map(
            operation ->
                dynamicTest(
                    operation.toString(),
                    () ->
                        recipe
                            .nearlyTooLarge(operation)
                            .forEach(
                                ask ->
                                    assertThat(wire.ask(ask).status())
                                        .as("%s", ask)
                                        .isEqualTo(200))));
  }

  @Test
  void a_query_that_cannot_be_decoded_is_a_bad_request() {
    Operation operation = operation("listProducts");
    for (String query : List.of("%", "%4", "%zz", "query=%ff", "query=%ED%A0%80", "query=%C0%80")) {
      Ask ask = Ask.get("/v1/products?" + query);

      Answer answer = wire.ask(ask);

      assertThat(answer.status()).as("%s", ask).isEqualTo(400);
      conforms(operation, ask, answer);
    }
  }

  private Operation operation(String id) {
    return document.operations().stream()
        .filter(operation -> operation.operationId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_path_that_does_not_exist_is_not_found() {
    Operation product = operation("getProduct");
    for (String path :
        List.of("/v1", "/v2/products", "/metrics", "/v1/products/", "/favicon.ico")) {
      Ask ask = Ask.get(path);

      Answer answer = wire.ask(ask);

      assertThat(answer.status()).as("%s", ask).isEqualTo(404);
      conforms(product, ask, answer);
    }
  }

  @TestFactory
  Stream<DynamicTest> lists_go_on_by_cursor_and_by_link() {
    return Stream.of("listProducts", "listReviews")
        .map(this::operation)
        .map(operation -> dynamicTest(operation.toString(), () -> goesOn(operation)));
  }

  private void goesOn(Operation operation) {
    Ask first = Ask.get(samples.target(operation, Map.of(), Map.of("limit", List.of("1"))));
    Answer page = wire.ask(first);
    conforms(operation, first, page);
    String link = page.header("Link").orElseThrow().replaceAll("^<|>.*", "");
    String cursor = page.json().get("nextCursor").asString();

    Answer next = wire.get(link);

    assertThat(link).contains("limit=1", "cursor=" + cursor);
    assertThat(next.status()).isEqualTo(200);
    assertThat(next.json().at("/items/0/id")).isNotEqualTo(page.json().at("/items/0/id"));
    assertThat(wire.get(link + "&sort=helpful&sort=rating").status()).isEqualTo(400);
    assertThat(wire.get(link.replace("limit=1", "sort=rating&limit=1")).status())
        .isIn(operation.operationId().equals("listProducts") ? List.of(200) : List.of(400));
  }

  @TestFactory
  Stream<DynamicTest> tags_are_compared_weakly() {
    return document.operations().stream()
        .filter(operation -> operation.responses().containsKey(304))
        .map(operation -> dynamicTest(operation.toString(), () -> compared(operation)));
  }

  private void compared(Operation operation) {
    Ask ask = Ask.of(operation.method(), samples.target(operation));
    String tag = wire.ask(ask).header("ETag").orElseThrow();
    String strong = tag.substring(2);

    for (String fits : List.of(tag, strong, "*", "\"a\", " + tag, tag + ",W/\"b\"")) {
      assertThat(wire.ask(ask.with("If-None-Match", fits)).status()).as(fits).isEqualTo(304);
    }
    for (String other : List.of("W/\"a\"", "\"a\", \"b\"", strong.replace("\"", ""), "", ",")) {
      assertThat(wire.ask(ask.with("If-None-Match", other)).status()).as(other).isEqualTo(200);
    }
  }

  @TestFactory
  Stream<DynamicTest> bodies_above_a_kibibyte_are_compressed_for_those_who_take_it() {
    return document.operations().stream()
        .filter(operation -> operation.method().equals("GET"))
        .map(operation -> dynamicTest(operation.toString(), () -> compressed(operation)));
  }

  private void compressed(Operation operation) {
    Ask ask = Ask.get(samples.target(operation));
    Answer plain = wire.ask(ask);
    for (String accepted : List.of("gzip", "br, gzip;q=0.5", "GZIP")) {
      Ask compressed = ask.with("Accept-Encoding", accepted);

      Answer answer = wire.ask(compressed);

      assertThat(answer.isGzip()).as(accepted).isEqualTo(plain.body().length > 1024);
      conforms(operation, compressed, answer);
    }
    for (String refused : List.of("gzip;q=0", "identity", "br", "gzip; q=0.0", "")) {
      assertThat(wire.ask(ask.with("Accept-Encoding", refused)).isGzip()).as(refused).isFalse();
    }
    assertThat(plain.isGzip()).isFalse();
  }

  @Test
  void head_tells_the_length_that_get_has() {
    for (String target : List.of("/v1/products", "/docs", "/v1/products/0", "/nothing")) {
      Answer get = wire.get(target);
      Answer head = wire.ask(Ask.of("HEAD", target));

      assertThat(head.status()).isEqualTo(get.status());
      assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
      assertThat(head.header("ETag")).isEqualTo(get.header("ETag"));
    }
  }

  @Test
  void a_request_belongs_to_the_trace_that_it_names() {
    String traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
    Ask ask = Ask.get("/v1/products/0");

    Answer ours = wire.ask(ask.with("traceparent", "00-" + traceId + "-00f067aa0ba902b7-01"));

    assertThat(ours.header("traceparent").orElseThrow())
        .startsWith("00-" + traceId)
        .doesNotContain("00f067aa0ba902b7");
    assertThat(ours.json().get("traceId").asString()).isEqualTo(traceId);
    for (String wrong :
        List.of("", "x", "00-" + traceId, "00-" + "0".repeat(32) + "-00f067aa0ba902b7-01")) {
      Answer other = wire.ask(ask.with("traceparent", wrong));
      assertThat(other.header("traceparent").orElseThrow())
          .doesNotContain(traceId, "-" + "0".repeat(32));
      conforms(operation("getProduct"), ask, other);
    }
  }

  @Test
  void the_root_leads_to_the_documentation() {
    Answer answer = wire.get("/");

    assertThat(answer.status()).isEqualTo(308);
    assertThat(answer.header("Location")).contains("/docs");
  }

  @Test
  void every_type_of_problem_has_its_section() {
    String page = wire.get("/problems").text();

    for (ProblemKind kind : ProblemKind.values()) {
      assertThat(page).contains("id=\"" + kind.type().replace("/problems#", "") + "\"");
    }
  }

  @Test
  void categories_and_brands_are_listed_page_by_page_in_the_order_of_their_slugs() {
    for (String path : List.of("/v1/categories", "/v1/brands")) {
      List<String> all = slugs(wire.get(path + "?limit=1000"));
      List<String> walked = new ArrayList<>(slugs(wire.get(path + "?limit=7")));
      Answer page = wire.get(path + "?limit=7");
      while (page.header("Link").isPresent()) {
        page = wire.get(page.header("Link").get().replaceAll("^<|>.*", ""));
        walked.addAll(slugs(page));
      }

      assertThat(all).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(7);
      assertThat(walked).isEqualTo(all);
    }
  }

  private static List<String> slugs(Answer page) {
    return page.json().get("items").valueStream().map(item -> item.get("slug").asString()).toList();
  }

  @Test
  void products_can_be_looked_up_by_several_ids() {
    Answer answer = wire.get("/v1/products?ids=3,1,2,1,9007199254740991&limit=100");

    assertThat(answer.json().get("items").valueStream().map(item -> item.get("id").asInt()))
        .containsExactlyInAnyOrder(1, 2, 3);
  }

  @Test
  void the_best_match_of_all_words_comes_first_whatever_their_order_and_spelling() {
    for (String query : List.of("ルミベル シャンプー", "ｼｬﾝﾌﾟｰ　るみべる")) {
      Answer answer = wire.get("/v1/products?query=" + Samples.encoded(query));

      assertThat(answer.json().at("/items/0/id").asInt()).as(query).isEqualTo(61);
    }
    Answer joined = wire.get("/v1/products?query=" + Samples.encoded("ジェル クリーム"));
    assertThat(joined.json().at("/items/0/name").asString()).contains("ジェルクリーム");
  }

  @Test
  void a_total_is_counted_when_asked_for() {
    Answer products = wire.get("/v1/products?limit=1&total=true");
    Answer reviews =
        wire.get("/v1/products/" + samples.productId() + "/reviews?limit=1&total=true&rating=5");

    assertThat(products.json().at("/total/count").asInt()).isEqualTo(300);
    assertThat(products.json().at("/total/exact").asBoolean()).isTrue();
    assertThat(reviews.json().at("/total/count").asInt()).isPositive();
    assertThat(wire.get("/v1/products?limit=1").json().has("total")).isFalse();
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void every_documented_header_and_problem_was_seen() {
    Set<String> headers = new HashSet<>();
    Set<String> problems = new HashSet<>();
    document.operations().stream()
        .flatMap(operation -> operation.responses().entrySet().stream())
        .filter(response -> !Recipe.needsFault(response.getKey()))
        .flatMap(response -> response.getValue().headers().values().stream())
        .forEach(header -> headers.add(header.schemaPointer()));
    for (ProblemKind kind : ProblemKind.values()) {
      problems.add(kind.type().replace("/problems#", ""));
    }
    problems.removeAll(FAULT_PROBLEMS);
    headers.remove("/components/headers/CacheStatus/schema");

    assertThat(conformance.headersSeen()).containsAll(headers);
    assertThat(conformance.problemsSeen()).containsAll(new ArrayList<>(problems));
  }
}
