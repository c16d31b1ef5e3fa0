package dev.logferry.forwarder.deadletter;

import static dev.logferry.forwarder.deadletter.TestDeadLetters.HEADER;
import static dev.logferry.forwarder.deadletter.TestDeadLetters.REJECTION;
import static dev.logferry.forwarder.deadletter.TestDeadLetters.document;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.logferry.forwarder.bulk.Cause;
import dev.logferry.forwarder.bulk.Rejection;
import dev.logferry.forwarder.deadletter.DeadLetter.RejectedDocument;
import dev.logferry.forwarder.document.LogDocument;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLetterReaderTest {

  private static final String HEADER_LINE =
      "{\"form\":\"logferry.dead-letters\",\"version\":1,\"kind\":\"rejected\",\"written_at\":\"2026-11-22T10:15:30Z\",\"request_id\":\"r\",\"forwarder_version\":\"1\",\"rules\":\"x\"}\n";

  @Test
  void reads_what_was_written() throws IOException {
    String json =
        "{\"message\":\"é \\\"{}, document\",\"document\":{\"a\":[1,{}]},\"cloud\":{\"account\":{\"id\":\"1\"},\"region\":\"eu\"},\"aws\":{\"cloudwatch\":{\"log_group\":\"g\",\"log_stream\":\"s\",\"event_id\":\"e\"}},\"service\":{\"name\":\"shop\"}}";
    LogDocument given = document("id-7", 3, json);
    byte[] object = object(given, REJECTION);

    try (DeadLetterReader reader =
        DeadLetterReader.of(new ByteArrayInputStream(object), TestDeadLetters.MAX_LINE_BYTES)) {
      assertThat(reader.header()).isEqualTo(HEADER);
      RejectedDocument letter = (RejectedDocument) reader.next().orElseThrow();
      assertThat(reader.next()).isEmpty();
      assertThat(reader.next()).isEmpty();

      assertThat(letter.rejection()).isEqualTo(REJECTION);
      assertThat(letter.origin()).isEqualTo(new DeadLetterOrigin("1", "eu", "g", "s", "e", "shop"));
      assertThat(letter.document()).isEqualTo(given.json());
      assertThat(letter.toDocument(3)).usingRecursiveComparison().isEqualTo(given);
    }
  }

  @Test
  void a_reason_that_was_cut_in_the_middle_of_a_character_can_be_written() throws IOException {
    Rejection cut = new Rejection(new Cause(400, "type", "", "ends in half a \uD83D"), 1, false);

    RejectedDocument letter =
        (RejectedDocument) TestDeadLetters.read(object(document("id", 0, "{}"), cut)).getFirst();

    assertThat(letter.rejection().cause().reason()).isEqualTo("ends in half a ?");
  }

  @Test
  void an_object_that_is_cut_off_anywhere_is_damaged() throws IOException {
    byte[] object = object(document("id", 0, "{\"a\":\"b\"}"), REJECTION);
    for (int length = 0; length < object.length; length++) {
      byte[] cut = Arrays.copyOf(object, length);
      assertThatThrownBy(() -> TestDeadLetters.read(cut))
          .as("%d of %d bytes", length, object.length)
          .isInstanceOf(MalformedDeadLetters.class);
    }
  }

  @Test
  void a_last_line_without_its_end_is_damage_and_no_letter_passed_over() throws IOException {
    byte[] object = gzip(HEADER_LINE + "{\"payload\":\"YQ==\",\"why\":\"w\"}");

    assertThatThrownBy(() -> TestDeadLetters.read(object))
        .isInstanceOf(MalformedDeadLetters.class)
        .hasMessageContaining("line 2 of the dead letter object: has no end");
  }

  @Test
  void damage_is_reported_at_the_line_after_the_last_whole_one() throws IOException {
    byte[] object = object(document("id", 0, "{}"), REJECTION);
    byte[] cut = Arrays.copyOf(object, object.length - 1);

    assertThatThrownBy(() -> TestDeadLetters.read(cut))
        .hasMessageContaining("line 3 of the dead letter object: cannot be unzipped");
  }

  @Test
  void a_line_of_exactly_the_limit_is_read() throws IOException {
    String line = "{\"payload\":\"YQ==\",\"why\":\"%s\"}".formatted("w".repeat(500));
    byte[] object = gzip(HEADER_LINE + line + "\n");

    assertThat(TestDeadLetters.read(object, line.length())).hasSize(1);
    assertThatThrownBy(() -> TestDeadLetters.read(object, line.length() - 1))
        .isInstanceOf(OversizedDeadLetter.class);
  }

  @Test
  void the_object_is_closed_with_its_reader_and_at_once_if_it_is_none() throws IOException {
    Watched whole = new Watched(gzip(HEADER_LINE));
    Watched none = new Watched(gzip("{}\n"));

    DeadLetterReader reader = DeadLetterReader.of(whole, TestDeadLetters.MAX_LINE_BYTES);
    assertThat(whole.closed).isFalse();
    reader.close();
    assertThat(whole.closed).isTrue();
    assertThatThrownBy(() -> DeadLetterReader.of(none, TestDeadLetters.MAX_LINE_BYTES))
        .isInstanceOf(MalformedDeadLetters.class);
    assertThat(none.closed).isTrue();
  }

  @Test
  void a_line_that_is_too_long_for_the_memory_is_not_read() throws IOException {
    byte[] object =
        object(document("id", 0, "{\"a\":\"%s\"}".formatted("x".repeat(1000))), REJECTION);

    try (DeadLetterReader reader = DeadLetterReader.of(new ByteArrayInputStream(object), 900)) {
      assertThatThrownBy(reader::next)
          .isInstanceOf(OversizedDeadLetter.class)
          .hasMessageContaining("line 2 of the dead letter object has more than 900 bytes");
    }
  }

  @Test
  void a_header_that_is_too_long_for_the_memory_is_not_read() throws IOException {
    Watched endless = new Watched(gzip("x".repeat(2000)));

    assertThatThrownBy(() -> DeadLetterReader.of(endless, 1000))
        .isInstanceOf(OversizedDeadLetter.class);
    assertThat(endless.closed).isTrue();
  }

  @Test
  void a_connection_that_breaks_is_no_damage() throws IOException {
    byte[] object = object(document("id", 0, "{}"), REJECTION);
    InputStream breaks =
        new SequenceInputStream(
            new ByteArrayInputStream(object, 0, object.length / 2),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("connection reset");
              }

              @Override
              public int read(byte[] buffer, int offset, int length) throws IOException {
                return read();
              }
            });

    assertThatThrownBy(
            () -> {
              try (DeadLetterReader reader =
                  DeadLetterReader.of(breaks, TestDeadLetters.MAX_LINE_BYTES)) {
                reader.next();
              }
            })
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("connection reset");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "                                             | line 1 of the dead letter object: is missing",
        "[]                                           | line 1 of the dead letter object: is not one JSON object",
        "{\"a\":1}                                    | line 1 of the dead letter object: is no header with the form 'logferry.dead-letters'",
        "{\"form\":\"logferry.dead-letters\",\"version\":0} | line 1 of the dead letter object: has version 0 of the form; the first is 1",
        "{\"form\":\"logferry.dead-letters\"}         | line 1 of the dead letter object: has no version",
      })
  void an_object_that_is_none_is_told(String line, String message) throws IOException {
    byte[] object = gzip(line == null ? "" : line + "\n");
    assertThatThrownBy(() -> TestDeadLetters.read(object))
        .isInstanceOf(MalformedDeadLetters.class)
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"payload\":\"SECRET!\",\"why\":\"\"}  | has a payload that is not base64",
        "{\"payload\":\"\"}                      | has no why",
        "{\"id\":\"SECRET\"}                     | has no data_stream",
        "{\"data_stream\":\"SECRET\"}            | has a data_stream that is no logs-<dataset>-<namespace>",
        "{\"data_stream\":\"logs-A-b\"}          | has a data_stream whose name no data stream can have",
        "{\"data_stream\":\"logs-a-b\",\"id\":\"i\",\"event_time\":\"SECRET\"} | has a event_time that is no time such as 2026-11-22T10:15:30.123Z",
        "SECRET                                  | is not one JSON object",
      })
  void a_letter_that_is_none_is_told_without_content(String line, String message)
      throws IOException {
    byte[] object = gzip(HEADER_LINE + line + "\n");
    assertThatThrownBy(() -> TestDeadLetters.read(object))
        .isInstanceOf(MalformedDeadLetters.class)
        .hasMessage("line 2 of the dead letter object: " + message)
        .hasMessageNotContaining("SECRET");
  }

  @Test
  void what_a_later_release_may_add_is_passed_over() throws IOException {
    byte[] object =
        gzip(
            HEADER_LINE.replace("{\"form\"", "{\"more\":[{}],\"form\"")
                + "{\"payload\":\"YQ==\",\"why\":\"w\",\"more\":{\"a\":[1]}}\n");
    assertThat(TestDeadLetters.read(object)).hasSize(1);
  }

  private static byte[] object(LogDocument document, Rejection rejection) {
    DeadLetterObject pack = new DeadLetterObject(HEADER);
    pack.add(
        0,
        "",
        "",
        out ->
            DeadLetterWriter.rejected(
                document, rejection, DocumentContent.of(document.json()), out));
    return pack.toObject();
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  /** An object that knows whether its connection was given back. */
  private static final class Watched extends ByteArrayInputStream {
    private boolean closed;

    Watched(byte[] object) {
      super(object);
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
