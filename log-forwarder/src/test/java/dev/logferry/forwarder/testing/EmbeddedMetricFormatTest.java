package dev.logferry.forwarder.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules that other tests rely on can be broken. */
class EmbeddedMetricFormatTest {

  private static final String GOOD =
      """
      {"time":100,"f":"x","several":[1,2.5],"_aws":{"Timestamp":1574109732004,\
      "CloudWatchMetrics":[{"Namespace":"n","Dimensions":[["f"]],\
      "Metrics":[{"Name":"time","Unit":"Milliseconds"},{"Name":"several"}]}]}}""";

  @Test
  void takes_a_good_line() {
    assertThat(EmbeddedMetricFormat.violations(GOOD)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '´',
      textBlock =
          """
          "time":100        ¦ "time":"100"        ¦ time is no number
          "time":100        ¦ "tima":100          ¦ time is no number
          "time":100        ¦ "time":{"a":1}      ¦ time is no number
          "time":100        ¦ "time":1,"time":1   ¦ double members
          [1,2.5]           ¦ [1,"2"]             ¦ several: no number
          [1,2.5]           ¦ []                  ¦ several has no value
          "f":"x"           ¦ "f":1               ¦ no string
          "f":"x"           ¦ "f":""              ¦ blank
          "f":"x"           ¦ "g":"x"             ¦ no string
          Milliseconds      ¦ Millis              ¦ no such Unit
          1574109732004     ¦ "2026"              ¦ _aws.Timestamp
          "Namespace":"n",  ¦ "Namespace":"",     ¦ Namespace
          "Namespace":"n",  ¦ "Namespace":"n","X":1, ¦ unknown member X
          [["f"]]           ¦ ["f"]               ¦ a dimension set is no array
          [["f"]]           ¦ []                  ¦ no dimension set
          "_aws"            ¦ "aws"               ¦ no directive
          }]}}              ¦ }]}} x              ¦ not one JSON object
          """)
  void finds_what_is_wrong(String good, String bad, String violation) {
    assertThat(GOOD).contains(good);
    assertThat(EmbeddedMetricFormat.violations(GOOD.replace(good, bad)))
        .anyMatch(found -> found.contains(violation));
  }

  @Test
  void counts_values_metrics_and_dimensions() {
    assertThat(EmbeddedMetricFormat.violations(GOOD.replace("2.5", numbers(100, "1"))))
        .contains("several has over 100 values");
    assertThat(
            EmbeddedMetricFormat.violations(
                GOOD.replace("{\"Name\":\"several\"}", numbers(100, "{\"Name\":\"several\"}"))))
        .contains("over 100 metrics");
    assertThat(
            EmbeddedMetricFormat.violations(
                GOOD.replace("[\"f\"]", "[" + numbers(10, "\"f\"") + "]")))
        .contains("over 9 dimensions");
  }

  private static String numbers(int count, String each) {
    return IntStream.range(0, count).mapToObj(_ -> each).collect(Collectors.joining(","));
  }
}
