package dev.logferry.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

  private enum Colour {
    RED,
    DARK_BLUE
  }

  private static final Choices<Colour> COLOURS = new Choices<>(Colour.class);

  private static Parameters of(String query) {
    return new Request("/a", Map.of("id", "7"), query).parameters();
  }

  @Test
  void values_are_decoded_and_parsed() {
    Parameters parameters = of("n=5&c=dark-blue&s=skin-care&t=%E5%8C%96+b%2Bc");

    assertThat(parameters.pathId("id")).isEqualTo(7);
    assertThat(parameters.integer("n", 1, 5)).hasValue(5);
    assertThat(parameters.oneOf("c", COLOURS)).contains(Colour.DARK_BLUE);
    assertThat(parameters.slug("s")).contains("skin-care");
    assertThat(parameters.text("t", 100)).contains("化 b+c");
    parameters.check();
  }

  @Test
  void absent_ones_are_empty() {
    Parameters parameters = of("");

    assertThat(parameters.integer("n", 1, 5)).isEqualTo(OptionalInt.empty());
    assertThat(parameters.oneOf("c", COLOURS)).isEqualTo(Optional.empty());
    parameters.check();
  }

  @Test
  void everything_that_is_wrong_is_told_at_once() {
    Parameters parameters = of("n=6&c=green&n2=1&n2=2&unknown=1");
    parameters.integer("n", 1, 5);
    parameters.oneOf("c", COLOURS);
    parameters.integer("n2", 1, 5);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(parameters::check)
        .satisfies(
            problem ->
                assertThat(problem.errors())
                    .containsExactly(
                        new ParameterError(
                            "n", Optional.of("6"), "give a whole number from 1 to 5"),
                        new ParameterError("c", Optional.of("green"), "give one of red, dark-blue"),
                        new ParameterError("n2", Optional.of("2"), "give it once"),
                        new ParameterError(
                            "unknown", Optional.empty(), "unknown; known here: n, c, n2")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "01", "1.0", "1e3", "9007199254740992", "٧", "x", " 7"})
  void an_id_is_a_positive_number_that_json_can_hold(String text) {
    Parameters parameters = new Request("/a", Map.of("id", text), "").parameters();
    parameters.pathId("id");

    assertThatExceptionOfType(ProblemException.class).isThrownBy(parameters::check);
  }

  @Test
  void the_largest_id_is_what_a_browser_can_count_to() {
    Parameters parameters = new Request("/a", Map.of("id", "9007199254740991"), "").parameters();

    assertThat(parameters.pathId("id")).isEqualTo(9_007_199_254_740_991L);
    parameters.check();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "a--b", "-a", "a-", "a_b", "あ", "a b"})
  void a_slug_is_lower_case_with_single_hyphens(String text) {
    Parameters parameters = of("s=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
    parameters.slug("s");

    assertThatExceptionOfType(ProblemException.class).isThrownBy(parameters::check);
  }

  @Test
  void a_text_is_counted_in_characters_not_in_utf_16() {
    String four = "%F0%A0%AE%B7".repeat(4);
    Parameters fits = of("t=" + four);
    Parameters tooLong = of("t=" + four + "a");

    assertThat(fits.text("t", 4)).contains("𠮷𠮷𠮷𠮷");
    tooLong.text("t", 4);
    fits.check();
    assertThatExceptionOfType(ProblemException.class).isThrownBy(tooLong::check);
  }

  @ParameterizedTest
  @ValueSource(strings = {"t=", "t=+%E3%80%80", "t=a%00", "t=a%0Ab"})
  void a_text_is_more_than_blanks_and_has_no_control_characters(String query) {
    Parameters parameters = of(query);
    parameters.text("t", 10);

    assertThatExceptionOfType(ProblemException.class).isThrownBy(parameters::check);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "a=%ff", "a=%C0%80", "a=%ED%A0%80", "%=1", "a=あ"})
  void a_query_that_is_not_utf_8_in_percent_encoding_is_refused(String query) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> of(query))
        .satisfies(problem -> assertThat(problem.kind()).isEqualTo(ProblemKind.MALFORMED_REQUEST));
  }

  @Test
  void a_long_value_is_cut_in_the_answer() {
    Parameters parameters = of("n=" + "9".repeat(5000));
    parameters.integer("n", 1, 5);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(parameters::check)
        .satisfies(
            problem -> assertThat(problem.errors().getFirst().value().orElseThrow()).hasSize(101));
  }
}
