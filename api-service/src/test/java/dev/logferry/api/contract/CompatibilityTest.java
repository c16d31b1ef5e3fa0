package dev.logferry.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Compares the contract with the baseline, that of 2026-11-28: a change that takes something away
 * from clients fails the build unless it is listed here with its reason. With a release, what was
 * released becomes the baseline, and the list becomes empty.
 */
class CompatibilityTest {

  private static final Path BASELINE = Path.of("src/test/openapi/baseline.yaml");

  /**
   * Nothing was released before; docs/rationale/api.md, "What changed against the first contract?"
   */
  private static final List<String> ON_PURPOSE =
      List.of(
          // Metrics are on the management port.
          "GET /metrics is gone",
          // Browsers do not understand the old pattern, so that /docs refused every search.
          "GET /v1/products, query query has another pattern: "
              + "^[^\\u0000-\\u001f\\u007f-\\u009f]*[^\\u0000-\\u0020\\u007f-\\u00a0\\u1680\\u2000-\\u200a"
              + "\\u2028\\u2029\\u202f\\u205f\\u3000\\ufffd][^\\u0000-\\u001f\\u007f-\\u009f]*$, not "
              + "^\\P{Cc}*[^\\p{Z}\\p{Cc}]\\P{Cc}*$",
          // With a query, the best match comes first.
          "GET /v1/products, query sort has another default: none, not rating",
          // The service still honours these; generated clients had parameters for them.
          "header Accept-Encoding is gone",
          "header traceparent is gone",
          "problem .traceId has another pattern: ^[0-9a-f]{32}$, not ^(?!0{32})[0-9a-f]{32}$",
          // A type leads to its explanation.
          "problem .type has another format: uri-reference, not uri",
          "problem .type has another pattern: ^/problems#[a-z]+(-[a-z]+)*$, not "
              + "^urn:logferry:problem:[a-z]+(-[a-z]+)*$");

  @Test
  void nothing_is_taken_away_but_what_is_listed() throws IOException {
    OpenApiDocument baseline = OpenApiDocument.of(Files.readString(BASELINE));

    assertThat(BreakingChanges.between(baseline, OpenApiDocument.ofThisBuild()))
        .containsExactlyElementsOf(ON_PURPOSE);
  }

  @Test
  void a_renamed_property_a_lost_value_and_a_narrower_bound_are_noticed() {
    String yaml = OpenApiDocument.ofThisBuild().yaml();
    OpenApiDocument changed =
        OpenApiDocument.of(
            yaml.replace("priceYen:", "price:")
                .replace("enum: [newest, helpful, rating]", "enum: [newest, helpful]")
                .replace("maximum: 1000", "maximum: 500")
                .replace("  /v1/brands:", "  /v1/makers:"));

    assertThat(BreakingChanges.between(OpenApiDocument.ofThisBuild(), changed))
        .contains(
            "GET /v1/brands is gone",
            "GET /v1/categories, query limit has a smaller maximum",
            "GET /v1/products/{id} .priceYen is gone",
            "GET /v1/products/{id}/reviews, query sort no longer accepts \"rating\"");
  }
}
