package dev.logferry.api.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.logferry.api.http.ProblemException;
import dev.logferry.api.http.Request;
import dev.logferry.api.model.ParameterError;
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
    DARK_BLUE;

    String value() {
      return this == RED ? "red" : "dark-blue";
    }
  }

  private static final EnumParameter<Colour> COLOURS =
      new EnumParameter<>(Colour.class, Colour::value);

  private static Parameters of(String query) {
    return Parameters.of(new Request("/a", Map.of("id", "7"), query));
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
    Parameters parameters = Parameters.of(new Request("/a", Map.of("id", text), ""));
    parameters.pathId("id");

    assertThatExceptionOfType(ProblemException.class).isThrownBy(parameters::check);
  }

  @Test
  void the_largest_id_is_what_a_browser_can_count_to() {
    Parameters parameters = Parameters.of(new Request("/a", Map.of("id", "9007199254740991"), ""));

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
  @ValueSource(strings = {"t=%ff", "t=%C0%80", "t=%ED%A0%80"})
  void a_text_that_is_not_utf_8_is_refused(String query) {
    Parameters parameters = of(query);
    parameters.text("t", 10);

    assertThatExceptionOfType(ProblemException.class).isThrownBy(parameters::check);
  }

  @Test
  void ids_are_separated_by_commas_and_repetitions_count_once() {
    Parameters parameters = of("ids=3,1,3");

    assertThat(parameters.ids("ids")).containsExactly(3L, 1L);
    assertThat(parameters.ids("absent")).isEmpty();
    parameters.check();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", "1,", "1,,2", "0", "a", "1 2", "9007199254740992"})
  void ids_that_are_none_are_refused(String ids) {
    Parameters parameters = of("ids=" + ids.replace(" ", "+"));
    parameters.ids("ids");

    assertThatExceptionOfType(ProblemException.class).isThrownBy(parameters::check);
  }

  @Test
  void a_flag_is_true_or_false() {
    Parameters parameters = of("a=true&b=false");

    assertThat(parameters.flag("a")).isTrue();
    assertThat(parameters.flag("b")).isFalse();
    assertThat(parameters.flag("c")).isFalse();
    parameters.check();
    Parameters wrong = of("a=1");
    wrong.flag("a");
    assertThatExceptionOfType(ProblemException.class).isThrownBy(wrong::check);
  }

  @Test
  void a_trailing_ampersand_means_nothing() {
    of("&").check();
    Parameters parameters = of("n=5&&");
    assertThat(parameters.integer("n", 1, 5)).hasValue(5);
    parameters.check();
  }

  @Test
  void a_thousand_errors_are_cut_to_twenty() {
    StringBuilder query = new StringBuilder("a=1");
    for (int i = 0; i < 1_000; i++) {
      query.append("&unknown").append(i).append("=1");
    }

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> of(query.toString()).check())
        .satisfies(problem -> assertThat(problem.errors()).hasSize(20));
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
