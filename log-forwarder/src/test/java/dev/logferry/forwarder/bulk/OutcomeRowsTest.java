package dev.logferry.forwarder.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.bulk.BulkReply.Answered;
import dev.logferry.forwarder.bulk.BulkReply.MalformedReply;
import dev.logferry.forwarder.bulk.BulkReply.RequestRejected;
import dev.logferry.forwarder.bulk.BulkReply.Unreachable;
import dev.logferry.forwarder.bulk.BulkReply.Untrusted;
import dev.logferry.forwarder.bulk.OutcomeTableTest.End;
import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.testing.Delivered;
import dev.logferry.forwarder.testing.PageSection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rows of the outcome table that concern a request as a whole. {@link OutcomeTableTest} has
 * those of single documents; both are compared with docs/ARCHITECTURE.md here.
 */
class OutcomeRowsTest {

  /** What a document can provoke, so that the one to blame is looked for. */
  static final List<String> CONTENT_REJECTIONS =
      List.of(
          "400",
          "413",
          "413 of a proxy",
          "400 of a proxy",
          "403 of a proxy",
          "404 of a proxy",
          "405 of a proxy");

  private record Row(String name, Supplier<BulkReply> reply, End once, End always) {}

  @Test
  void the_architecture_page_has_the_tables_that_the_tests_enforce() {
    new PageSection("docs/ARCHITECTURE.md", "outcomes").verify(OutcomePage.text());
  }

  @Test
  void every_answer_is_in_one_row_of_the_page_and_ends_as_the_row_says() {
    assertThat(OutcomePage.ITEMS.stream().flatMap(row -> row.answers().stream()))
        .containsExactlyInAnyOrder(OutcomeTableTest.Answer.values());
    for (OutcomePage.ItemRow row : OutcomePage.ITEMS) {
      assertThat(row.answers())
          .extracting(OutcomeTableTest.Answer::once)
          .containsOnly(row.answers().getFirst().once());
      assertThat(row.answers())
          .extracting(OutcomeTableTest.Answer::always)
          .containsOnly(row.answers().getFirst().always());
    }
    List<String> named = new ArrayList<>(CONTENT_REJECTIONS);
    for (Row row : ROWS) {
      named.add(row.name());
      assertThat(OutcomePage.REQUESTS)
          .filteredOn(inPage -> inPage.answers().contains(row.name()))
          .singleElement()
          .satisfies(
              inPage -> {
                assertThat(inPage.once()).as(row.name()).isEqualTo(row.once());
                assertThat(inPage.always()).as(row.name()).isEqualTo(row.always());
              });
    }
    assertThat(OutcomePage.REQUESTS.stream().flatMap(row -> row.answers().stream()))
        .containsExactlyInAnyOrderElementsOf(named);
  }

  private static final List<Row> ROWS =
      List.of(
          new Row("429", () -> byElasticsearch(429, ""), End.INDEXED, End.RETURNED),
          new Row("408 of a proxy", () -> byProxy(408), End.INDEXED, End.RETURNED),
          new Row("500", () -> byElasticsearch(500, ""), End.INDEXED, End.RETURNED),
          new Row("502 of a proxy", () -> byProxy(502), End.INDEXED, End.RETURNED),
          new Row("503", () -> byElasticsearch(503, ""), End.INDEXED, End.RETURNED),
          new Row("504 of a proxy", () -> byProxy(504), End.INDEXED, End.RETURNED),
          new Row("no connection", () -> new Unreachable("x"), End.INDEXED, End.RETURNED),
          new Row("a page of HTML", () -> new MalformedReply("x"), End.INDEXED, End.RETURNED),
          new Row("no items", () -> new Answered(List.of()), End.INDEXED, End.RETURNED),
          new Row("401", () -> byElasticsearch(401, ""), End.RETURNED, End.RETURNED),
          new Row("401 of a proxy", () -> byProxy(401), End.RETURNED, End.RETURNED),
          new Row("403", () -> byElasticsearch(403, ""), End.RETURNED, End.RETURNED),
          new Row("404", () -> byElasticsearch(404, ""), End.RETURNED, End.RETURNED),
          new Row("405", () -> byElasticsearch(405, ""), End.RETURNED, End.RETURNED),
          new Row("406", () -> byElasticsearch(406, ""), End.RETURNED, End.RETURNED),
          new Row("410 of a proxy", () -> byProxy(410), End.RETURNED, End.RETURNED),
          new Row(
              "400 for a parameter",
              () -> byElasticsearch(400, "request [/_bulk] contains unrecognized parameter: [x]"),
              End.RETURNED,
              End.RETURNED),
          new Row("not trusted", () -> new Untrusted("x"), End.RETURNED, End.RETURNED));

  static Stream<Arguments> rows() {
    return ROWS.stream()
        .map(row -> Arguments.argumentSet(row.name(), row.reply(), row.once(), row.always()));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void what_befalls_a_request_befalls_all_its_documents_alike(
      Supplier<BulkReply> reply, End once, End always) {
    assertThat(endWhen(reply, 1)).isEqualTo(once);
    assertThat(endWhen(reply, 3)).isEqualTo(once);
    assertThat(endWhen(reply, Integer.MAX_VALUE)).isEqualTo(always);
  }

  /** What becomes of five documents when the first requests are answered so. */
  private static End endWhen(Supplier<BulkReply> reply, int times) {
    BulkClient truth = new OutcomeTableTest.Server();
    int[] left = {times};
    Delivered delivered =
        OutcomeTableTest.deliver(
            (request, timeout) -> left[0]-- > 0 ? reply.get() : truth.send(request, timeout), 5);
    return OutcomeTableTest.ends(delivered).entrySet().stream()
        .filter(end -> end.getValue() == 5)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new AssertionError("not all alike: " + delivered));
  }

  static Stream<Arguments> rejectionsOfContent() {
    return CONTENT_REJECTIONS.stream()
        .map(name -> Arguments.argumentSet(name, (Supplier<BulkReply>) () -> rejection(name)));
  }

  private static BulkReply rejection(String name) {
    int status = Integer.parseInt(name.substring(0, 3));
    return name.endsWith(" of a proxy") ? byProxy(status) : byElasticsearch(status, "");
  }

  @ParameterizedTest
  @MethodSource("rejectionsOfContent")
  void a_document_that_provokes_a_rejection_is_found_wherever_it_is(Supplier<BulkReply> reply) {
    for (int size = 2; size <= 17; size++) {
      for (int place = 0; place < size; place++) {
        checkCulprits(reply, size, Set.of("d" + place));
      }
    }
    IntStream.range(0, 7).forEach(i -> checkCulprits(reply, 8, Set.of("d" + i, "d7")));
  }

  private static void checkCulprits(Supplier<BulkReply> reply, int size, Set<String> culprits) {
    OutcomeTableTest.Server truth = new OutcomeTableTest.Server();
    Delivered delivered =
        OutcomeTableTest.deliver(
            (request, timeout) ->
                request.documents().stream().map(LogDocument::id).anyMatch(culprits::contains)
                    ? reply.get()
                    : truth.send(request, timeout),
            size);

    assertThat(delivered.indexed()).isEqualTo(size - culprits.size());
    assertThat(
            delivered.rejections().all().stream()
                .map(rejected -> rejected.document().id())
                .collect(Collectors.toSet()))
        .isEqualTo(culprits);
    assertThat(truth.sends.values()).as("nothing accepted is sent again").allMatch(n -> n == 1);
  }

  @ParameterizedTest
  @MethodSource("rejectionsOfContent")
  void a_server_that_rejects_everything_turns_few_documents_into_dead_letters(
      Supplier<BulkReply> reply) {
    int[] requests = {0};
    Delivered delivered =
        OutcomeTableTest.deliver(
            (_, _) -> {
              requests[0]++;
              return reply.get();
            },
            90);

    assertThat(delivered.returned()).isGreaterThanOrEqualTo(87);
    assertThat(delivered.rejected() - delivered.retryable()).isZero();
    assertThat(requests[0]).isLessThan(20);
  }

  @Test
  void a_proxys_rejection_of_the_only_document_is_handed_back_as_nothing_proves_it_to_blame() {
    Delivered delivered = OutcomeTableTest.deliver((_, _) -> byProxy(403), 1);

    assertThat(delivered.returned()).isEqualTo(1);
    assertThat(delivered.returnedFor().toString()).contains("403", "proxy");
  }

  private static BulkReply byElasticsearch(int status, String reason) {
    return new RequestRejected(
        new Cause(status, "some_exception", "", reason), true, Optional.empty());
  }

  private static BulkReply byProxy(int status) {
    return new RequestRejected(Cause.ofStatus(status), false, Optional.empty());
  }
}
