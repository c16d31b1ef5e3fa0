package dev.logferry.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class TerminalTextTest {

  @Test
  void control_characters_become_pictures() {
    assertThat(TerminalText.visible("a\u001b[31mred\u001b]0;title\u0007\r\n\tb\u007f\u0000"))
        .isEqualTo("a␛[31mred␛]0;title␇␍␊␉b␡␀");
  }

  @Test
  void what_reorders_hides_or_drives_without_being_ascii_becomes_an_escape() {
    assertThat(TerminalText.visible("\u009b31m \u202etxt.exe \u2028 \ufeff \u200b"))
        .isEqualTo("\\u009b31m \\u202etxt.exe \\u2028 \\ufeff \\u200b");
    assertThat(TerminalText.visible("half " + "😀".charAt(0))).isEqualTo("half \\ud83d");
    assertThat(TerminalText.visible(Character.toString(0xe0041))).isEqualTo("\\udb40\\udc41");
  }

  @Test
  void ordinary_text_stays_as_it_is() {
    String text = "Füße 오류 エラー 👩‍💻 नमस्ते क्‍ष";

    assertThat(TerminalText.visible(text)).isEqualTo(text);
  }

  @Test
  void several_lines_stay_several_lines() {
    assertThat(TerminalText.visibleLines("START\r\n\tat re\u001bport\t\n"))
        .isEqualTo("START\n\tat re␛port\t");
  }

  @Test
  void json_keeps_its_meaning_and_loses_what_drives_a_terminal() {
    String message = "\u009b2J \u007f \u202e 오류 😀 \udb40\udc41 \u001b";
    var mapper = new JsonMapper();

    String json = TerminalText.escapedJson(mapper.writeValueAsString(message));

    assertThat(json).isEqualTo(TerminalText.visible(json));
    assertThat(mapper.readValue(json, String.class)).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource({
    "abc, 3",
    "오류, 4",
    "エラー, 6",
    "ｴﾗｰ, 3",
    "（, 2",
    "😀, 2",
    "👩‍💻, 2",
    "🇰🇷, 2",
    "❤️, 2",
    "❤, 1",
    "1️⃣, 2",
    "é, 1",
    "한, 2",
    "𠀋, 2",
    "…, 1",
    "␛, 1",
  })
  void knows_how_wide_a_text_is(String text, int columns) {
    assertThat(TerminalText.columnsOf(text)).isEqualTo(columns);
  }

  @ParameterizedTest
  @CsvSource({
    "abcdef, 6, abcdef",
    "abcdef, 5, abcd…",
    "abcdef, 1, …",
    "abcdef, 0, ''",
    "결제 오류, 9, 결제 오류",
    "결제 오류, 8, 결제 오…",
    "결제 오류, 7, 결제 …",
    "a👩‍💻b👩‍💻, 6, a👩‍💻b👩‍💻",
    "a👩‍💻b👩‍💻, 5, a👩‍💻b…",
    "a👩‍💻b👩‍💻, 3, a…",
  })
  void cuts_between_characters_and_never_goes_over(String text, int columns, String cut) {
    assertThat(TerminalText.cut(text, columns)).isEqualTo(cut);
    assertThat(TerminalText.columnsOf(TerminalText.cut(text, columns)))
        .isLessThanOrEqualTo(columns);
  }

  @Test
  void fills_to_the_exact_width() {
    assertThat(TerminalText.fitted("오류", 6)).isEqualTo("오류  ");
    assertThat(TerminalText.fitted("오류오류", 6)).isEqualTo("오류… ");
  }
}
