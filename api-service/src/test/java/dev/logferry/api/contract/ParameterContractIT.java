package dev.logferry.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Every parameter that the document names, just inside and just outside of each of its bounds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParameterContractIT {

  private final OpenApiDocument document = OpenApiDocument.ofThisBuild();
  private final Conformance conformance = new Conformance(document);
  private final TestedService service = TestedService.open();
  private final Wire wire = new Wire(service.address());
  private final Samples samples = Samples.of(wire);

  @AfterAll
  void stop() {
    service.close();
  }

  @TestFactory
  Stream<DynamicTest> every_bound_of_every_parameter_is_kept() {
    return document.operations().stream()
        .flatMap(
            operation ->
                operation.parameters().stream()
                    .filter(parameter -> parameter.place() != Parameter.Place.HEADER)
                    .filter(Parameter::isScalarText)
                    .map(
                        parameter ->
                            dynamicTest(
                                operation + " " + parameter, () -> kept(operation, parameter))));
  }

  private void kept(Operation operation, Parameter parameter) {
    List<Probe> probes = Probe.of(document, parameter);
    if (!parameter.isCursor()) {
      assertThat(probes).extracting(Probe::fits).contains(true);
    }
    assertThat(probes).extracting(Probe::fits).contains(false);
    for (Probe probe : probes) {
      if (parameter.place() == Parameter.Place.QUERY) {
        inQuery(operation, parameter, probe);
      } else {
        inPath(operation, parameter, probe);
      }
    }
  }

  private void inQuery(Operation operation, Parameter parameter, Probe probe) {
    Map<String, List<String>> query = Map.of(parameter.name(), List.of(probe.value()));
    Ask ask = Ask.of(operation.method(), samples.target(operation, Map.of(), query));

    Answer answer = wire.ask(ask);

    // The only value that needs another parameter.
    boolean fits = probe.fits() && !probe.value().equals("relevance");
    assertThat(answer.status())
        .as("'%s', %s: %s", probe.value(), ask, answer)
        .isEqualTo(fits ? 200 : 400);
    conforms(operation, ask, answer);
    if (!fits && operation.method().equals("GET")) {
      assertThat(answer.wrongParameters()).as("%s", ask).containsExactly(parameter.name());
    }
  }

  private void inPath(Operation operation, Parameter parameter, Probe probe) {
    if (probe.value().isEmpty() || probe.value().contains("/")) {
      return; // another path
    }
    Map<String, String> path = Map.of(parameter.name(), probe.value());
    Ask ask = Ask.of(operation.method(), samples.target(operation, path, Map.of()));

    Answer answer = wire.ask(ask);

    int wrong = parameter.schema().has("enum") ? 404 : 400;
    assertThat(answer.status())
        .as("'%s', %s: %s", probe.value(), ask, answer)
        .isIn(probe.fits() ? List.of(200, 404) : List.of(wrong));
    conforms(operation, ask, answer);
  }

  @TestFactory
  Stream<DynamicTest> a_doubled_parameter_is_refused() {
    return queryParameters(
        (operation, parameter) -> {
          String value = parameter.schema().path("default").asString("1");
          Map<String, List<String>> query = Map.of(parameter.name(), List.of(value, value));
          Ask ask = Ask.of("GET", samples.target(operation, Map.of(), query));

          Answer answer = wire.ask(ask);

          conforms(operation, ask, answer);
          assertThat(answer.wrongParameters()).containsExactly(parameter.name());
        });
  }

  @TestFactory
  Stream<DynamicTest> a_default_stands_for_its_parameter() {
    return queryParameters(
        (operation, parameter) -> {
          if (!parameter.schema().has("default")) {
            return;
          }
          String value = parameter.schema().get("default").asString();
          Map<String, List<String>> query = Map.of(parameter.name(), List.of(value));

          JsonNode given = wire.get(samples.target(operation, Map.of(), query)).json();

          // Its cursor is for the very same list.
          assertThat(given).isEqualTo(wire.get(samples.target(operation)).json());
        });
  }

  private interface Check {
    void of(Operation operation, Parameter parameter);
  }

  private Stream<DynamicTest> queryParameters(Check check) {
    return document.operations().stream()
        .filter(operation -> operation.method().equals("GET"))
        .flatMap(
            operation ->
                operation.in(Parameter.Place.QUERY).stream()
                    .map(
                        parameter ->
                            dynamicTest(
                                operation + " " + parameter,
                                () -> check.of(operation, parameter))));
  }

  @Test
  void everything_that_is_wrong_is_reported_at_once() {
    Answer answer =
        wire.get("/v1/products/0/reviews?limit=0&sort=best&rating=6&rating=6&colour=red&cursor=");

    assertThat(answer.wrongParameters())
        .containsExactlyInAnyOrder("id", "limit", "sort", "rating", "colour", "cursor");
  }

  @Test
  void a_cursor_with_one_character_changed_is_refused() {
    String cursor = wire.get("/v1/products?limit=1").json().get("nextCursor").asString();
    Operation operation =
        document.operations().stream()
            .filter(each -> each.operationId().equals("listProducts"))
            .findFirst()
            .orElseThrow();
    for (int i = 0; i < cursor.length(); i++) {
      for (char character : new char[] {'A', 'B', '_', '9'}) {
        String tampered = cursor.substring(0, i) + character + cursor.substring(i + 1);
        Ask ask = Ask.get("/v1/products?cursor=" + tampered);

        Answer answer = wire.ask(ask);

        assertThat(answer.status()).as("%s", ask).isEqualTo(tampered.equals(cursor) ? 200 : 400);
        conforms(operation, ask, answer);
      }
    }
  }

  private void conforms(Operation operation, Ask ask, Answer answer) {
    assertThat(conformance.violations(operation, answer)).as("%s: %s", ask, answer).isEmpty();
  }
}
