package dev.logferry.forwarder.json;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JsonStringsTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Property(tries = 1_000, seed = "4711")
  void an_escaped_text_is_what_jackson_reads_as_that_text(@ForAll String text) {
    Utf8 utf8 = Utf8.of(text);
    Utf8Buffer escaped = new Utf8Buffer(0);
    JsonStrings.escape(utf8, escaped);

    String json = "\"" + escaped.from(0) + "\"";

    assertThat(JSON.readValue(json, String.class)).isEqualTo(utf8.toString());
    assertThat(unescaped(escaped.from(0))).isEqualTo(utf8);
  }

  @Property(tries = 1_000, seed = "4711")
  void what_jackson_escapes_is_unescaped(@ForAll String text) {
    Utf8 utf8 = Utf8.of(text);
    String json = JSON.writeValueAsString(utf8.toString());

    assertThat(unescaped(Utf8.of(json.substring(1, json.length() - 1)))).isEqualTo(utf8);
  }

  @Test
  void every_escape_is_undone_and_half_of_a_pair_is_replaced() {
    assertThat(unescaped(Utf8.of("\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u20AC\\ud83d\\ude00")))
        .hasToString("\"\\/\b\f\n\r\té€😀");
    assertThat(unescaped(Utf8.of("\\ud83d\\ud83d\\ude00\\ude00x\\ud83d")))
        .hasToString("\uFFFD😀\uFFFDx\uFFFD");
  }

  private static Utf8 unescaped(Utf8 text) {
    Utf8Buffer unescaped = new Utf8Buffer(0);
    JsonStrings.unescape(text.bytes(), text.start(), text.end(), unescaped);
    return unescaped.from(0);
  }
}
