package dev.logferry.api.logging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.api.http.RequestOutcome;
import dev.logferry.api.http.TraceContext;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class RequestLogTest {

  private static final TraceContext TRACE =
      new TraceContext("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true);
  private static final Optional<String> PRODUCT = Optional.of("/v1/products/{id}");

  private final CapturedLog log = new CapturedLog();
  private final RequestLog requests = new RequestLog(log.logger(RequestLog.class.getName()));

  @Test
  void tells_a_request_in_fields_of_ecs() {
    requests.completed(outcome(PRODUCT, 200, Optional.empty()));

    JsonNode line = log.json();
    assertThat(line.get("log.level").asString()).isEqualTo("INFO");
    assertThat(line.get("message").asString()).isEqualTo("GET /v1/products/{id} answered 200");
    assertThat(line.get("http.request.method").asString()).isEqualTo("GET");
    assertThat(line.get("http.response.status_code").intValue()).isEqualTo(200);
    assertThat(line.get("http.response.body.bytes").longValue()).isEqualTo(512);
    assertThat(line.get("event.duration").longValue()).isEqualTo(2_500_000);
    assertThat(line.get("event.category").get(0).asString()).isEqualTo("web");
    assertThat(line.get("event.type").get(0).asString()).isEqualTo("access");
    assertThat(line.get("event.outcome").asString()).isEqualTo("success");
    assertThat(line.get("url.path").asString()).isEqualTo("/v1/products/42");
    assertThat(line.get("labels.route").asString()).isEqualTo("/v1/products/{id}");
    assertThat(line.get("client.address").asString()).isEqualTo("192.0.2.7");
    assertThat(line.get("client.ip").asString()).isEqualTo("192.0.2.7");
    assertThat(line.get("user_agent.original").asString()).isEqualTo("curl/8.5");
    assertThat(line.get("trace.id").asString()).isEqualTo(TRACE.traceId());
    assertThat(line.get("span.id").asString()).isEqualTo(TRACE.spanId());
    assertThat(EcsLoggingSpec.violations(log.line())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"200,INFO", "304,INFO", "404,INFO", "499,INFO", "500,ERROR", "501,ERROR", "503,WARN"})
  void the_level_tells_whose_fault_it_was(int status, String level) {
    requests.completed(outcome(PRODUCT, status, Optional.empty()));

    assertThat(log.json().get("log.level").asString()).isEqualTo(level);
    assertThat(log.json().get("event.outcome").asString())
        .isEqualTo(status < 500 ? "success" : "failure");
  }

  @ParameterizedTest
  @CsvSource({"/health/live,200,DEBUG", "/metrics,200,DEBUG", "/health/ready,503,WARN"})
  void what_machines_ask_all_the_time_is_told_only_if_it_fails(
      String route, int status, String level) {
    requests.completed(outcome(Optional.of(route), status, Optional.empty()));

    assertThat(log.json().get("log.level").asString()).isEqualTo(level);
  }

  @Test
  void a_fault_of_ours_has_its_stack_trace() {
    requests.completed(outcome(PRODUCT, 500, Optional.of(new IllegalStateException("broken"))));

    JsonNode line = log.json();
    assertThat(line.get("error.type").asString()).isEqualTo("java.lang.IllegalStateException");
    assertThat(line.get("error.message").asString()).isEqualTo("broken");
    assertThat(line.get("error.stack_trace").asString()).contains("RequestLogTest");
  }

  @Test
  void overload_has_no_stack_trace() {
    requests.completed(outcome(PRODUCT, 503, Optional.of(new IllegalStateException("busy"))));

    JsonNode line = log.json();
    assertThat(line.get("error.type").asString()).isEqualTo("java.lang.IllegalStateException");
    assertThat(line.get("error.message").asString()).isEqualTo("busy");
    assertThat(line.has("error.stack_trace")).isFalse();
  }

  @Test
  void whatever_a_caller_sends_stays_in_its_field() {
    String attack = "\",\"log.level\":\"ERROR\n\u001B[31m" + "x".repeat(100_000);
    requests.completed(
        new RequestOutcome(
            attack,
            Optional.empty(),
            attack,
            400,
            0,
            Duration.ofMillis(1),
            attack,
            Optional.of(attack),
            TRACE,
            Optional.empty()));

    assertThat(EcsLoggingSpec.violations(log.line())).isEmpty();
    assertThat(log.json().get("log.level").asString()).isEqualTo("INFO");
    assertThat(log.json().get("labels.truncated").asString()).contains("url.path");
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7,192.0.2.7",
    "2001:DB8::1,2001:db8:0:0:0:0:0:1",
    "fe80::1%1,fe80:0:0:0:0:0:0:1",
    "::ffff:192.0.2.7,192.0.2.7"
  })
  void an_address_is_also_told_as_the_type_ip_takes_it(String address, String ip) {
    assertThat(RequestLog.ip(address)).contains(ip);
  }

  @ParameterizedTest
  @CsvSource({"localhost", "1", "300.1.1.1", "unknown", "_hidden", "1.2.3", "a:b", "1.2.3.4:80"})
  void a_name_is_no_ip(String address) {
    assertThat(RequestLog.ip(address)).isEmpty();
  }

  private static RequestOutcome outcome(
      Optional<String> route, int status, Optional<Throwable> error) {
    return new RequestOutcome(
        "GET",
        route,
        "/v1/products/42",
        status,
        512,
        Duration.ofNanos(2_500_000),
        "192.0.2.7",
        Optional.of("curl/8.5"),
        TRACE,
        error);
  }
}
