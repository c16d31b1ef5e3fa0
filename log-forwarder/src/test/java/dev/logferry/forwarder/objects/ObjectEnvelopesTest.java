package dev.logferry.forwarder.objects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.decode.Decoded.ControlMessage;
import dev.logferry.forwarder.decode.LogBatch;
import dev.logferry.forwarder.decode.LogEvent;
import dev.logferry.forwarder.decode.Reading;
import dev.logferry.forwarder.objects.ObjectEnvelopes.Found;
import dev.logferry.forwarder.testing.Payloads;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ObjectEnvelopesTest {

  private static final int AMPLE_BYTES = 1 << 20;
  private static final String CANARY = "canary4711";

  private static final String FIRST = Payloads.envelope("a \\\" } ] { [", "{\"in\":\"b\\\\\"}");
  private static final String SECOND = Payloads.controlMessage();
  private static final String EVENTS_FIRST =
      "{\"logEvents\":[{\"id\":\"1\",\"timestamp\":5,\"message\":\"c 日本\"}],\"messageType\":\"DATA_MESSAGE\",\"owner\":\"1\",\"logGroup\":\"g\",\"logStream\":\"s\"}";
  private static final String BROKEN =
      "{\"messageType\":\"DATA_MESSAGE\",\"owner\":\"1\",\"logGroup\":\"g\",\"logStream\":\"s\",\"logEvents\":[{\"id\":\"1\",\"timestamp\":5,\"message\":\"before\"},{\"timestamp\":canary4711}]}";

  private record Read(String position, Reading reading) {}

  static Stream<Arguments> forms() {
    byte[] members = joined(gzip(FIRST), gzip(SECOND), gzip(EVENTS_FIRST));
    String lines = FIRST + "\n" + SECOND + "\r\n" + EVENTS_FIRST + "\n";
    int half = members.length / 2;
    return Stream.of(
        Arguments.of("gzip members", members),
        Arguments.of("gzip in gzip", Payloads.gzip(members)),
        Arguments.of(
            "gzip in two gzip members",
            joined(
                Payloads.gzip(Arrays.copyOf(members, half)),
                Payloads.gzip(Arrays.copyOfRange(members, half, members.length)))),
        Arguments.of("JSON without anything between", utf8(FIRST + SECOND + EVENTS_FIRST)),
        Arguments.of("JSON lines", utf8(lines)),
        Arguments.of("gzipped JSON lines", gzip(lines)),
        Arguments.of("gzipped JSON", gzip(FIRST + SECOND + EVENTS_FIRST)),
        Arguments.of(
            "JSON lines, each a member", joined(gzip(FIRST + "\n"), gzip(SECOND + EVENTS_FIRST))),
        Arguments.of(
            "with empty members between",
            joined(gzip(FIRST), gzip(""), gzip(SECOND), gzip(" "), gzip(EVENTS_FIRST), gzip(""))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forms")
  void every_form_yields_the_same_envelopes(String form, byte[] object) {
    List<Reading> readings = readings(read(object));

    assertThat(readings).as(form).allMatch(Reading::complete);
    assertThat(readings.get(0).events()).isEqualTo(Reading.ofEnvelope(FIRST).events());
    assertThat(readings.get(1).decoded()).isEqualTo(new ControlMessage());
    assertThat(readings.get(2).events()).isEqualTo(Reading.ofEnvelope(EVENTS_FIRST).events());
    assertThat(readings).hasSize(3);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forms")
  void an_object_cut_at_any_byte_yields_what_is_whole_and_then_says_that_it_is_cut(
      String form, byte[] object) {
    for (int length = 0; length < object.length; length++) {
      List<Read> read = read(Arrays.copyOf(object, length));
      List<Read> broken = read.stream().filter(each -> !each.reading().complete()).toList();
      boolean atBoundary = read.size() == readings(read).stream().filter(Reading::complete).count();
      if (!atBoundary) {
        assertThat(broken).as(form + " cut at " + length).hasSize(1);
        assertThat(read.getLast()).isEqualTo(broken.getFirst());
      } else { // where one could have stopped writing: only between envelopes
        assertThat(boundaries(object)).as(form + " cut at " + length).contains(length);
      }
    }
  }

  /** Lengths at which a cut leaves a sound object: those of the parts it is joined of. */
  private static List<Integer> boundaries(byte[] object) {
    List<Integer> boundaries = new ArrayList<>(List.of(0));
    boolean gzip = object[0] == 0x1f;
    for (int length = 1; length < object.length; length++) {
      byte[] tail = Arrays.copyOfRange(object, length, object.length);
      boolean memberBegins =
          tail.length > 2 && tail[0] == 0x1f && tail[1] == (byte) 0x8b && tail[2] == 8;
      String before = new String(object, 0, length, StandardCharsets.UTF_8).strip();
      if (gzip
          ? memberBegins
          : List.of(
                  FIRST,
                  FIRST + SECOND,
                  FIRST + "\n" + SECOND,
                  FIRST + "\n" + SECOND + "\r\n" + EVENTS_FIRST)
              .contains(before)) {
        boundaries.add(length);
      }
    }
    return boundaries;
  }

  @Test
  void an_empty_object_holds_nothing() {
    assertThat(read(new byte[0])).isEmpty();
    assertThat(read(utf8(" \n"))).isEmpty();
    assertThat(read(gzip(""))).isEmpty();
  }

  @Test
  void a_broken_envelope_in_a_member_costs_only_itself() {
    List<Read> read =
        read(
            joined(
                gzip(FIRST),
                gzip(BROKEN),
                gzip(CANARY),
                gzip(EVENTS_FIRST.substring(0, 50)),
                gzip(EVENTS_FIRST)));

    assertThat(read).hasSize(5);
    assertThat(read.get(1).reading().messages()).containsExactly("before");
    assertThat(read.get(1).reading().why())
        .startsWith("the decompressed payload is not valid JSON");
    assertThat(read.get(1).position())
        .isEqualTo("envelope 2 in the gzip member at byte " + gzip(FIRST).length);
    assertThat(read.get(2).reading().why()).isEqualTo("what stands there is not a JSON object");
    assertThat(read.get(3).reading().complete()).isFalse();
    assertThat(read.get(4).reading().messages()).containsExactly("c 日本");
    assertThat(read.get(4).reading().complete()).isTrue();
  }

  @Test
  void a_broken_envelope_in_gzip_in_gzip_costs_only_itself() {
    List<Read> read = read(Payloads.gzip(joined(gzip(FIRST), gzip(CANARY), gzip(SECOND))));

    assertThat(read).hasSize(3);
    assertThat(read.get(1).position())
        .isEqualTo(
            "envelope 2 in the gzip member at byte %d of the object as inflated once"
                .formatted(gzip(FIRST).length));
    assertThat(read.get(2).reading().decoded()).isEqualTo(new ControlMessage());
  }

  @Test
  void in_plain_text_nothing_is_looked_for_beyond_what_is_no_object() {
    List<Read> read = read(utf8(FIRST + "\n" + CANARY + "\n" + SECOND));

    assertThat(read).hasSize(2);
    assertThat(read.get(1).position()).isEqualTo("envelope 2 at byte " + (FIRST.length() + 1));
    assertThat(read.get(1).reading().why()).isEqualTo("what stands there is not a JSON object");
  }

  @Test
  void bytes_after_a_member_that_are_no_gzip_are_told() {
    List<Read> read = read(joined(gzip(FIRST), utf8(CANARY)));

    assertThat(read).hasSize(2);
    assertThat(read.get(0).reading().complete()).isTrue();
    assertThat(read.get(1).position())
        .isEqualTo("after envelope 1 in the gzip member at byte " + gzip(FIRST).length);
    assertThat(read.get(1).reading().why())
        .isEqualTo("the gzip data is corrupt: what follows is not in gzip format");
  }

  @Test
  void a_flipped_bit_is_never_overlooked() {
    byte[] object = joined(gzip(FIRST), gzip(EVENTS_FIRST));
    List<LogEvent> events = events(read(object));
    for (int bit = 0; bit < object.length * 8; bit++) {
      byte[] damaged = object.clone();
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      List<Read> read = read(damaged);
      boolean complete = readings(read).stream().allMatch(Reading::complete);
      // In a header a bit may carry no data.
      assertThat(!complete || events(read).equals(events)).as("bit " + bit).isTrue();
    }
  }

  @Test
  void an_envelope_is_read_up_to_the_cap_and_the_next_one_has_a_cap_of_its_own() {
    String large = Payloads.envelope("x".repeat(10_000), "y".repeat(10_000));
    for (byte[] object :
        List.of(joined(gzip(large), gzip(large)), utf8(large + large), gzip(large + large))) {
      assertThat(readings(read(object, large.length()))).hasSize(2).allMatch(Reading::complete);
      List<Reading> cut = readings(read(object, large.length() - 1));
      assertThat(cut).hasSize(2);
      for (Reading reading : cut) {
        assertThat(reading.why()).contains("LOGFERRY_MAX_DECOMPRESSED_BYTES");
        assertThat(reading.events()).as("what comes before the cap").isNotEmpty();
      }
    }
  }

  @Test
  void a_bomb_is_given_up() {
    String blanks = " ".repeat(50_000);
    String nested = "{\"x\":\"" + "[".repeat(50_000) + "\"}";
    for (String bomb : List.of(blanks, nested, "{" + blanks, "x" + blanks)) {
      List<Read> read = read(joined(gzip(bomb), gzip(FIRST)), 1_000);
      assertThat(read).as(bomb.substring(0, 9)).hasSize(1);
      assertThat(read.getFirst().reading().complete()).isFalse();
    }
    ByteArrayOutputStream empty = new ByteArrayOutputStream();
    for (int i = 0; i < 2_000; i++) {
      empty.writeBytes(gzip(""));
    }
    assertThat(read(Payloads.gzip(empty.toByteArray())).getFirst().reading().why())
        .contains("too many empty members");
  }

  @Test
  void an_object_that_can_no_longer_be_read_yields_what_came_before() {
    byte[] whole = joined(gzip(FIRST), gzip(EVENTS_FIRST));
    InputStream failing =
        new InputStream() {
          private int position;

          @Override
          public int read() throws IOException {
            if (position == whole.length - 10) {
              throw new SocketTimeoutException(CANARY);
            }
            return whole[position++] & 0xff;
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            target[offset] = (byte) read();
            return 1;
          }
        };

    List<Read> read = read(new ObjectDecoder(AMPLE_BYTES).open(failing));

    assertThat(read.getFirst().reading().complete()).isTrue();
    assertThat(read.getLast().reading().complete()).isFalse();
    assertThat(read.getLast().position() + read.getLast().reading().why())
        .contains("java.net.SocketTimeoutException")
        .doesNotContain(CANARY);
  }

  @Test
  void reads_a_gzip_header_with_everything_in_it() {
    byte[] plain = gzip(FIRST);
    byte[] extra = {4, 0, 1, 2, 3, 4, 'n', 0, 'c', 'c', 0, 9, 9};
    byte[] header = Arrays.copyOf(plain, 10);
    header[3] = 0x02 | 0x04 | 0x08 | 0x10;
    byte[] rest = Arrays.copyOfRange(plain, 10, plain.length);

    assertThat(readings(read(joined(header, extra, rest, plain))))
        .hasSize(2)
        .allMatch(Reading::complete);
  }

  @Test
  void the_bytes_of_the_batches_are_those_of_the_object() {
    byte[] object = joined(gzip(FIRST), gzip(EVENTS_FIRST));
    List<Read> read = read(object);

    assertThat(
            readings(read).stream()
                .mapToLong(reading -> ((LogBatch) reading.decoded()).compressedBytes())
                .sum())
        .isEqualTo(object.length);
  }

  @Test
  void an_envelope_beyond_what_is_held_uncompressed_is_the_same_envelope() {
    String large =
        Payloads.envelope("x".repeat(900_000), "ü\"".repeat(400_000), "z".repeat(3_000_000), "end");

    assertThat(readings(read(joined(gzip(large), gzip(FIRST)), 100 << 20)))
        .extracting(Reading::events)
        .containsExactly(Reading.ofEnvelope(large).events(), Reading.ofEnvelope(FIRST).events());
  }

  private static List<Read> read(byte[] object) {
    return read(object, AMPLE_BYTES);
  }

  private static List<Read> read(byte[] object, long cap) {
    return read(new ObjectDecoder(cap).open(new ByteArrayInputStream(object)));
  }

  private static List<Read> read(ObjectEnvelopes opened) {
    List<Read> all = new ArrayList<>();
    try (ObjectEnvelopes envelopes = opened) {
      for (Optional<Found> found = envelopes.next(); found.isPresent(); found = envelopes.next()) {
        all.add(new Read(found.get().position(), Reading.of(found.get().decoded())));
      }
      assertThat(envelopes.next()).isEmpty();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return all;
  }

  private static List<Reading> readings(List<Read> read) {
    return read.stream().map(Read::reading).toList();
  }

  private static List<LogEvent> events(List<Read> read) {
    return read.stream().flatMap(each -> each.reading().events().stream()).toList();
  }

  private static byte[] gzip(String text) {
    return Payloads.gzip(text);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
