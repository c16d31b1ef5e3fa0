package dev.logferry.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {

  private static final RouteTable TABLE =
      new RouteTable(
          List.of(
              route("/v1/products"),
              route("/v1/products/{id}"),
              route("/v1/products/{id}/reviews"),
              route("/metrics")));

  private static Route route(String path) {
    return new Route(path, _ -> Reply.of("text/plain", new byte[0], Caching.NO_STORE));
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/products, /v1/products",
    "/v1/products/7, /v1/products/{id}",
    "/v1/products/7/reviews, /v1/products/{id}/reviews",
    "/v1/%70roducts, /v1/products",
    "/metrics, /metrics"
  })
  void finds_the_route_of_a_path(String path, String route) {
    assertThat(TABLE.match("GET", path).route()).contains(route);
    assertThat(TABLE.match("HEAD", path).route()).contains(route);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "/",
        "/v1",
        "/v1/products/",
        "/v1/products/7/",
        "/v1/products/7/reviews/1",
        "//metrics",
        "/metrics/",
        "/v1/../metrics",
        "/./metrics",
        "/metrics;a=b",
        "/METRICS",
        "/v1%2Fproducts"
      })
  void finds_nothing_at_any_other_path(String path) {
    RouteTable.Match match = TABLE.match("GET", path);

    assertThat(match.route()).isEmpty();
    assertThatThrownBy(() -> answer(match))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.kind()).isEqualTo(ProblemKind.NOT_FOUND));
  }

  @Test
  void decodes_parameters_but_takes_a_plus_sign_for_itself() {
    assertThat(TABLE.match("GET", "/v1/products/%E9%A6%99+1%2F2").pathParameters())
        .isEqualTo(Map.of("id", "香+1/2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/products/%", "/v1/products/%4", "/v1/products/%zz", "/%FF", "/é"})
  void says_that_a_path_can_not_be_read(String path) {
    RouteTable.Match match = TABLE.match("GET", path);

    assertThatThrownBy(() -> answer(match))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.kind()).isEqualTo(ProblemKind.MALFORMED_REQUEST))
        .hasMessageContaining("The path can't be read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "OPTIONS", "get", "BREW"})
  void only_reads(String method) {
    RouteTable.Match match = TABLE.match(method, "/v1/products/7");

    assertThat(match.route()).contains("/v1/products/{id}");
    assertThatThrownBy(() -> answer(match))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.kind()).isEqualTo(ProblemKind.METHOD_NOT_ALLOWED));
  }

  private static Reply answer(RouteTable.Match match) {
    return match.endpoint().answer(new Request("", match.pathParameters(), ""));
  }
}
