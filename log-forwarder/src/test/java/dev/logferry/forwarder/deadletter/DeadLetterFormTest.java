package dev.logferry.forwarder.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.deadletter.DeadLetter.MalformedPayload;
import dev.logferry.forwarder.deadletter.DeadLetter.RejectedDocument;
import dev.logferry.forwarder.document.LogDocument;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds docs/DEAD-LETTERS.md to the form that is read and written. */
class DeadLetterFormTest {

  private static final Path PAGE =
      Path.of(System.getProperty("logferry.root", ".."), "docs", "DEAD-LETTERS.md");
  private static final Pattern EXAMPLE =
      Pattern.compile("<!-- example: .*? -->\n```json\n(.*?)```", Pattern.DOTALL);

  static Stream<String> examples() throws IOException {
    return EXAMPLE
        .matcher(Files.readString(PAGE))
        .results()
        .map((MatchResult found) -> found.group(1));
  }

  @Test
  void the_page_shows_every_kind() throws IOException {
    assertThat(examples()).hasSize(3);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void an_example_is_written_as_it_is_read(String example) throws IOException {
    try (DeadLetterReader reader =
        DeadLetterReader.of(
            new ByteArrayInputStream(gzip(example)), TestDeadLetters.MAX_LINE_BYTES)) {
      DeadLetterObject again = new DeadLetterObject(reader.header());
      for (Optional<DeadLetter> next = reader.next(); next.isPresent(); next = reader.next()) {
        DeadLetter letter = next.get();
        again.add(
            0,
            "",
            "",
            out -> {
              switch (letter) {
                case RejectedDocument rejected -> {
                  LogDocument document = rejected.toDocument(0);
                  DocumentContent content = DocumentContent.of(document.json());
                  DeadLetterWriter.rejected(document, rejected.rejection(), content, out);
                }
                case MalformedPayload(byte[] payload, String why) ->
                    DeadLetterWriter.malformed(payload, why, out);
              }
            });
      }

      assertThat(again.letters()).isEqualTo(1);
      assertThat(gunzip(again.toObject()).lines().toList())
          .isEqualTo(List.of(example.split("\n", -1)).subList(0, 2));
    }
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private static String gunzip(byte[] bytes) throws IOException {
    return new String(new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes(), UTF_8);
  }
}
