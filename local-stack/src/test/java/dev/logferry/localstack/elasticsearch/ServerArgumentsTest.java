package dev.logferry.localstack.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerArgumentsTest {

  @Test
  void counts_characters_and_writes_other_letters_in_several_bytes() {
    byte[] message =
        ServerArguments.encode(Map.of("path.data", "/dät/€"), Path.of("/c"), Path.of("/l"));

    String text = new String(message, StandardCharsets.UTF_8);
    assertThat(text).endsWith("\1\11path.data\0\6/dät/€\2/c\2/l");
  }

  @Test
  void writes_a_long_count_in_several_bytes() {
    byte[] message =
        ServerArguments.encode(Map.of("k", "v".repeat(300)), Path.of("/c"), Path.of("/l"));

    String text = new String(message, StandardCharsets.ISO_8859_1);
    assertThat(text).contains("\1k\0\u00ac\2vvv");
  }
}
