package dev.logferry.localstack.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.logferry.localstack.browser.Browser;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ErrorPageIT {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static PageFixture fixture;

  @BeforeAll
  static void start() throws Exception {
    fixture = PageFixture.filled();
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @Test
  void a_browser_shows_searches_and_opens_errors_and_they_stay_text(
      @TempDir(cleanup = CleanupMode.NEVER) Path folder) throws Exception {
    Optional<Path> program = Browser.program();
    assumeTrue(program.isPresent(), "chromium is not installed: apt-get install chromium");
    try (Browser browser = Browser.open(program.get(), folder, fixture.url())) {
      ErrorPageInBrowser.showsSearchesAndOpensErrorsAsText(browser);
    }
  }

  @Test
  void events_are_found_by_level_service_group_and_words() throws Exception {
    assertThat(messages("")).hasSize(34);
    assertThat(messages("level=WARN")).containsExactly("Slow query");
    assertThat(messages("level=ERROR,FATAL")).hasSize(3);
    assertThat(messages("service=other")).isEmpty();
    assertThat(messages("group=timeout"))
        .containsExactly("Payment refused again", "Payment refused by the bank");
    assertThat(messages("text=bank+payment")).containsExactly("Payment refused by the bank");
    assertThat(messages("text=log.level:WARN")).containsExactly("Slow query");
    assertThat(messages("text=Pool.take&level=ERROR")).as("the stack trace").hasSize(3);
  }

  @Test
  void the_chart_counts_what_is_listed_and_choices_ignore_themselves() throws Exception {
    JsonNode answer = JSON.readTree(fixture.events("level=WARN").body()).at("/events/aggregations");

    int charted = 0;
    for (JsonNode bucket : answer.at("/shown/timeline/buckets")) {
      charted += bucket.get("doc_count").asInt();
    }
    assertThat(charted).isEqualTo(1);
    assertThat(answer.at("/levels/values/buckets")).hasSize(3);
  }

  @Test
  void a_group_has_its_first_occurrence_from_before_the_range() throws Exception {
    JsonNode groups =
        JSON.readTree(fixture.events("level=ERROR").body())
            .at("/groups_ever/aggregations/services/buckets/0/groups/buckets");

    assertThat(groups).hasSize(2);
    for (JsonNode group : groups) {
      if (group.get("key").asString().equals("timeout")) {
        assertThat(group.at("/first/value").asLong())
            .isEqualTo(fixture.now.minusSeconds(3 * 86_400).toEpochMilli());
      }
    }
  }

  @Test
  void a_document_comes_with_the_ten_lines_before_and_after_it_and_its_trace() throws Exception {
    JsonNode answer = JSON.readTree(fixture.get("api/document?id=line-15").body());
    JsonNode error = JSON.readTree(fixture.get("api/document?id=error-1").body());

    assertThat(messagesOf(answer.get("before"))).hasSize(10).startsWith("line 14", "line 13");
    assertThat(messagesOf(answer.get("after"))).hasSize(10).startsWith("line 16", "line 17");
    assertThat(answer.get("trace")).isEmpty();
    assertThat(error.get("trace")).hasSize(4);
  }

  @Test
  void what_cannot_be_understood_is_explained() throws Exception {
    HttpResponse<String> query = fixture.events("text=%22open");
    HttpResponse<String> time = fixture.get("api/events?from=yesterday&to=now");
    HttpResponse<String> missing = fixture.get("api/document?id=none");

    assertThat(query.statusCode()).isEqualTo(400);
    assertThat(query.body()).contains("Failed to parse query [\\\"open]");
    assertThat(time.statusCode()).isEqualTo(400);
    assertThat(time.body()).contains("not yesterday");
    assertThat(missing.statusCode()).isEqualTo(400);
    assertThat(missing.body()).contains("no document with the id none");
  }

  @Test
  void every_response_allows_the_pages_own_files_only() throws Exception {
    for (String path : List.of("", "page.js", "uplot.js", "uplot-LICENSE", "api/status", "none")) {
      HttpResponse<String> response = fixture.get(path);

      assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
          .startsWith("default-src 'none'; script-src 'self';")
          .doesNotContain("unsafe", "http", "*");
      assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(response.headers().map()).doesNotContainKey("access-control-allow-origin");
      assertThat(response.statusCode()).isEqualTo(path.equals("none") ? 404 : 200);
    }
    assertThat(fixture.get("").body()).doesNotContain("://", "<script>", "style=");
  }

  @Test
  void foreign_host_names_and_other_methods_are_rejected() throws Exception {
    int port = fixture.url().getPort();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write(
              "GET /api/status HTTP/1.1\r\nHost: rebound.example:%d\r\nConnection: close\r\n\r\n"
                  .formatted(port)
                  .getBytes(StandardCharsets.US_ASCII));
      String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(response).startsWith("HTTP/1.1 403").doesNotContain("ledger");
    }
    HttpResponse<String> post =
        PageFixture.send(
            HttpRequest.newBuilder(fixture.url()).POST(HttpRequest.BodyPublishers.noBody()));
    assertThat(post.statusCode()).isEqualTo(405);
  }

  private static List<String> messages(String parameters) throws Exception {
    HttpResponse<String> response = fixture.events(parameters);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return messagesOf(JSON.readTree(response.body()).at("/events/hits/hits"));
  }

  private static List<String> messagesOf(JsonNode hits) {
    List<String> messages = new ArrayList<>();
    for (JsonNode hit : hits) {
      messages.add(hit.at("/fields/message/0").asString());
    }
    return messages;
  }
}
