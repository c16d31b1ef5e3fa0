package dev.logferry.forwarder.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

  private static final long END_OF_2261 = 9_214_646_399L;

  @ParameterizedTest
  @CsvSource({
    "2025-11-22T09:30:00Z,2025-11-22T09:30:00Z",
    "2025-11-22T09:30Z,2025-11-22T09:30:00Z",
    "2025-11-22t09:30:00z,2025-11-22T09:30:00Z",
    "2025-11-22 09:30:00Z,2025-11-22T09:30:00Z",
    "' 2025-11-22T09:30:00Z ',2025-11-22T09:30:00Z",
    "2025-11-22T09:30:00.1Z,2025-11-22T09:30:00.100Z",
    "'2025-11-22T09:30:00,123Z',2025-11-22T09:30:00.123Z",
    "2025-11-22T09:30:00.123456789Z,2025-11-22T09:30:00.123456789Z",
    "2025-11-22T09:30:00.1234567899999Z,2025-11-22T09:30:00.123456789Z",
    "2025-11-22T09:30:00+01:00,2025-11-22T08:30:00Z",
    "2025-11-22T09:30:00+0100,2025-11-22T08:30:00Z",
    "2025-11-22T09:30:00+01,2025-11-22T08:30:00Z",
    "2025-11-22T09:30:00-18:00,2025-11-23T03:30:00Z",
    "2024-02-29T23:59:59+00:00,2024-02-29T23:59:59Z",
    "1970-01-01T00:00:00Z,1970-01-01T00:00:00Z"
  })
  void reads_an_instant(String text, Instant instant) {
    assertThat(Timestamps.parse(text)).contains(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "2025-11-22",
        "2025-11-22T09:30:00",
        "2025-11-22T09:30:00.Z",
        "2025-11-22T09:30.5Z",
        "2025-11-22T09:30:00+01:",
        "2025-11-22T09:30:00+1",
        "2025-11-22T09:30:00+18:01",
        "2025-11-22T09:30:00+19:00",
        "2025-11-22T09:30:00+01:60",
        "2025-11-22T09:30:00+01:00:00",
        "2025-11-22T09:30:00 Z",
        "2025-11-22T09:30:00ZZ",
        "2025-11-22T09:30:00Z[UTC]",
        "2025-11-22T24:00:00Z",
        "2025-11-22T09:60:00Z",
        "2025-11-22T09:30:60Z",
        "2025-02-29T09:30:00Z",
        "2025-13-01T09:30:00Z",
        "2025-00-01T09:30:00Z",
        "25-11-22T09:30:00Z",
        "+02025-11-22T09:30:00Z",
        "1969-12-31T23:59:59Z",
        "0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "٢٠٢٥-11-22T09:30:00Z"
      })
  void refuses_what_names_no_instant_with_an_offset(String text) {
    assertThat(Timestamps.parse(text)).isEmpty();
  }

  @Property(seed = "4711", tries = 2_000)
  void reads_every_offset_date_time_as_java_does(
      @ForAll @LongRange(min = 0, max = END_OF_2261) long second,
      @ForAll @IntRange(max = 999_999_999) int nano,
      @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int offsetMinutes) {
    Instant instant = Instant.ofEpochSecond(second, nano);
    OffsetDateTime time = instant.atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
    assertThat(Timestamps.parse(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time)))
        .contains(instant);
  }

  @Property(seed = "4711", tries = 2_000)
  void writes_what_java_and_itself_read_back(
      @ForAll @LongRange(min = 0, max = END_OF_2261) long second,
      @ForAll @IntRange(max = 999_999_999) int nano) {
    Instant instant = Instant.ofEpochSecond(second, nano);
    String text = Timestamps.text(instant);
    assertThat(Instant.parse(text)).isEqualTo(instant);
    assertThat(Timestamps.parse(text)).contains(instant);
    Instant millis = Instant.ofEpochMilli(instant.toEpochMilli());
    assertThat(Timestamps.text(millis))
        .hasSize(24)
        .isEqualTo(
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'")
                .withZone(ZoneOffset.UTC)
                .format(millis));
  }

  /** What is read and java.time refuses is one of the documented leniences; else both agree. */
  @Property(seed = "4711", tries = 10_000)
  void reads_nothing_that_java_reads_otherwise(@ForAll("almostTimes") String text) {
    Optional<Instant> ours = Timestamps.parse(text);
    String strict =
        text.strip()
            .replaceFirst("(?<=\\d) ", "T")
            .replace(',', '.')
            .replaceFirst("(\\.\\d{9})\\d+", "$1")
            .replaceFirst("(?i)(t.*[+-]\\d\\d)(\\d\\d)$", "$1:$2")
            .replaceFirst("(?i)(t.*[+-]\\d\\d)$", "$1:00");
    ours.ifPresent(instant -> assertThat(java(strict)).as(text).contains(instant));
  }

  @Provide
  Arbitrary<String> almostTimes() {
    Arbitrary<String> sound =
        Arbitraries.of(
            "2025-11-22T09:30:00.123Z",
            "2024-02-29 23:59:59,5+05:30",
            "2025-01-01T00:00-0330",
            "1999-12-31T10:00:00.1234567891-18:00");
    Arbitrary<Integer> at = Arbitraries.integers().between(0, 35);
    Arbitrary<String> piece =
        Arbitraries.strings().withChars("0123456789-:.,TZtz +").ofMinLength(0).ofMaxLength(3);
    return Combinators.combine(sound, at, piece, Arbitraries.integers().between(0, 3))
        .as(
            (text, from, insert, removed) -> {
              int start = Math.min(from, text.length());
              int end = Math.min(start + removed, text.length());
              return text.substring(0, start) + insert + text.substring(end);
            });
  }

  private static Optional<Instant> java(String text) {
    try {
      return Optional.of(
          OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  @Test
  void infinite_and_absurd_epochs_are_none() {
    for (double epoch :
        new double[] {
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Double.NaN,
          Double.MAX_VALUE,
          -Double.MAX_VALUE,
          0,
          -0.0,
          Double.MIN_VALUE,
          -1_763_803_800d,
          946_684_799d
        }) {
      assertThat(Timestamps.ofEpoch(epoch)).as("" + epoch).isEmpty();
    }
  }

  @Property(seed = "4711")
  void every_epoch_of_this_century_is_read_in_four_units(
      @ForAll @LongRange(min = 946_684_800_000L, max = 4_102_444_799_000L) long millis) {
    Instant instant = Instant.ofEpochMilli(millis);
    assertThat(Timestamps.ofEpoch((double) millis)).contains(instant);
    assertThat(Timestamps.ofEpoch(millis / 1e3)).contains(instant);
    assertThat(Timestamps.ofEpoch(millis * 1e3)).contains(instant);
    assertThat(Timestamps.ofEpoch(millis * 1e6)).contains(instant);
  }
}
