package dev.logferry.cli.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LambdaFunctionTest {
  private static final byte[] EVENT = "{\"a\":\"오\"}".getBytes(UTF_8);

  private HttpServer server;
  private final List<String> seen = new ArrayList<>();
  private int status = 200;
  private String body = "";
  private final List<String> answerHeaders = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var headers = exchange.getRequestHeaders();
          seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          seen.add(headers.getFirst("X-Amz-Invocation-Type"));
          seen.add(headers.getFirst("X-Amz-Log-Type"));
          seen.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          for (int name = 0; name < answerHeaders.size(); name += 2) {
            exchange.getResponseHeaders().add(answerHeaders.get(name), answerHeaders.get(name + 1));
          }
          byte[] answer = body.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void invokes_as_the_lambda_api_wants_it_and_gives_the_answer_with_the_log() {
    body = "{\"b\":\"é\"}";
    answerHeaders.addAll(List.of("X-Amz-Log-Result", "U1RBUlQK"));

    assertThat(function("/").invoke(EVENT, InvocationType.REQUEST_RESPONSE))
        .isEqualTo(new Invocation.Responded(body, Optional.of("START\n")));
    assertThat(seen)
        .containsExactly(
            "POST /2015-03-31/functions/log-forwarder%3Alive/invocations",
            "RequestResponse", "Tail", "{\"a\":\"오\"}");
  }

  @Test
  void an_event_is_accepted_with_202() {
    status = 202;

    assertThat(function("").invoke(EVENT, InvocationType.EVENT))
        .isEqualTo(new Invocation.Accepted());
    assertThat(seen).contains("Event", "None");
  }

  @Test
  void an_answer_of_the_other_type_is_not_taken_for_one() {
    status = 202;
    assertThat(function("").invoke(EVENT, InvocationType.REQUEST_RESPONSE))
        .isInstanceOf(Invocation.Rejected.class);

    status = 200;
    assertThat(function("").invoke(EVENT, InvocationType.EVENT))
        .isInstanceOf(Invocation.Rejected.class);
  }

  @Test
  void a_function_error_has_type_and_message() {
    body = "{\"errorMessage\":\"boom\",\"errorType\":\"a.B\",\"stackTrace\":[]}";
    answerHeaders.addAll(List.of("X-Amz-Function-Error", "Unhandled"));

    assertThat(function("").invoke(EVENT, InvocationType.REQUEST_RESPONSE))
        .isEqualTo(new Invocation.FunctionFailed("Unhandled", "a.B", "boom", Optional.empty()));
  }

  @Test
  void a_function_error_without_the_usual_body_is_still_an_error() {
    body = "killed";
    answerHeaders.addAll(List.of("X-Amz-Function-Error", "Unhandled"));

    assertThat(function("").invoke(EVENT, InvocationType.REQUEST_RESPONSE))
        .isEqualTo(
            new Invocation.FunctionFailed(
                "Unhandled", "(no errorType)", "(no errorMessage)", Optional.empty()));
  }

  @Test
  void a_log_tail_that_is_not_base64_does_not_spoil_the_answer() {
    body = "1";
    answerHeaders.addAll(List.of("X-Amz-Log-Result", "%%%"));

    assertThat(function("").invoke(EVENT, InvocationType.REQUEST_RESPONSE))
        .isEqualTo(new Invocation.Responded("1", Optional.empty()));
  }

  @Test
  void the_reason_of_a_rejection_is_read_from_either_spelling_of_message() {
    status = 413;
    answerHeaders.addAll(List.of("X-Amzn-ErrorType", "RequestTooLargeException"));
    body = "{\"message\":\"too large\"}";
    var rejected = new Invocation.Rejected(413, "RequestTooLargeException too large");
    assertThat(function("").invoke(EVENT, InvocationType.EVENT)).isEqualTo(rejected);

    body = "{\"Type\":\"User\",\"Message\":\"too large\"}";
    assertThat(function("").invoke(EVENT, InvocationType.EVENT)).isEqualTo(rejected);
  }

  @Test
  void a_connection_that_breaks_after_the_event_was_sent_is_no_answer() throws IOException {
    try (var breaking = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (var connection = breaking.accept()) {
                  connection.getInputStream().readNBytes(100);
                } catch (IOException unexpected) {
                  throw new java.io.UncheckedIOException(unexpected);
                }
              });
      var url = URI.create("http://127.0.0.1:" + breaking.getLocalPort());

      assertThat(new LambdaFunction(url, "f").invoke(EVENT, InvocationType.REQUEST_RESPONSE))
          .isInstanceOf(Invocation.NoResponse.class);
    }
  }

  @Test
  void nothing_that_listens_is_unreachable() {
    int port = server.getAddress().getPort();
    server.stop(0);

    assertThat(function("").invoke(EVENT, InvocationType.REQUEST_RESPONSE))
        .isInstanceOfSatisfying(
            Invocation.Unreachable.class,
            unreachable -> assertThat(unreachable.reason()).contains("127.0.0.1:" + port));
  }

  private LambdaFunction function(String path) {
    return new LambdaFunction(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path),
        "log-forwarder:live");
  }
}
