package dev.logferry.forwarder.document.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.json.Utf8;
import dev.logferry.forwarder.json.Utf8Buffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.Collectors;
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

class TimeReaderTest {

  private static final long END_OF_2261 = 9_214_646_399L;

  private final TimeReader times = new TimeReader();
  private final Moment moment = new Moment();

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
    assertThat(parse(text)).contains(instant);
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
    assertThat(parse(text)).isEmpty();
  }

  @Property(seed = "4711", tries = 2_000)
  void reads_every_offset_date_time_as_java_does(
      @ForAll @LongRange(min = 0, max = END_OF_2261) long second,
      @ForAll @IntRange(max = 999_999_999) int nano,
      @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int offsetMinutes) {
    Instant instant = Instant.ofEpochSecond(second, nano);
    OffsetDateTime time = instant.atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
    assertThat(parse(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time))).contains(instant);
  }

  @Property(seed = "4711", tries = 2_000)
  void writes_what_java_and_itself_read_back(
      @ForAll @LongRange(min = 0, max = END_OF_2261) long second,
      @ForAll @IntRange(max = 999_999_999) int nano) {
    Instant instant = Instant.ofEpochSecond(second, nano);
    String text = text(instant);
    assertThat(Instant.parse(text)).isEqualTo(instant);
    assertThat(parse(text)).contains(instant);
    Instant millis = Instant.ofEpochMilli(instant.toEpochMilli());
    assertThat(text(millis))
        .hasSize(24)
        .isEqualTo(
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'")
                .withZone(ZoneOffset.UTC)
                .format(millis));
  }

  /** What is read and java.time refuses is one of the documented leniences; else both agree. */
  @Property(seed = "4711", tries = 10_000)
  void reads_nothing_that_java_reads_otherwise(@ForAll("almostTimes") String text) {
    Optional<Instant> ours = parse(text);
    String strict =
        text.strip()
            .replaceFirst("(?<=\\d) (?=\\d)", "T")
            .replaceFirst(" (?=[+-])", "")
            .replaceFirst(" Z$", "Z")
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1763803800",
        "946684799",
        "4102444800",
        "1e999",
        "1e99",
        "99999999999999999999",
        "1763803800.",
        "1763803800.5x",
        "NaN",
        "1763803800 "
      })
  void numbers_outside_this_century_are_no_epochs(String number) {
    byte[] bytes = number.getBytes(StandardCharsets.UTF_8);
    assertThat(times.readEpoch(bytes, 0, bytes.length, moment) && !number.endsWith(".")).isFalse();
  }

  @Property(tries = 1_000, seed = "4711")
  void every_epoch_of_this_century_is_read_in_four_units(
      @ForAll @LongRange(min = 946_684_800_000L, max = 4_102_444_799_000L) long millis,
      @ForAll @IntRange(max = 999_999) int nanos) {
    Instant instant = Instant.ofEpochMilli(millis);
    assertThat(epoch("%d.%03d".formatted(millis / 1_000, millis % 1_000))).isEqualTo(instant);
    assertThat(epoch(Long.toString(millis))).isEqualTo(instant);
    assertThat(epoch(millis + "000")).isEqualTo(instant);
    assertThat(epoch("%d%06d".formatted(millis, nanos))).isEqualTo(instant.plusNanos(nanos));
    assertThat(epoch("%d.%06d".formatted(millis, nanos))).isEqualTo(instant.plusNanos(nanos));
  }

  @Test
  void an_epoch_may_have_an_exponent() {
    assertThat(epoch("1.7638038e9")).isEqualTo(Instant.ofEpochSecond(1_763_803_800));
  }

  private static final long EVENT = Instant.parse("2026-11-28T22:00:05Z").toEpochMilli();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026/11/28 22:00:00 | 2026-11-28T22:00:00Z | TIME_ZONE",
        "2026-11-28 22:00:00.123 | 2026-11-28T22:00:00.123Z | TIME_ZONE",
        "2026-11-28T22:00:00 | 2026-11-28T22:00:00Z | TIME_ZONE",
        "2026-11-28 22:00:00 UTC | 2026-11-28T22:00:00Z |",
        "2026-11-28 22:00:00.5 CET | 2026-11-28T21:00:00.500Z |",
        "2026-11-28 22:00:00 +0100 | 2026-11-28T21:00:00Z |",
        "28/Nov/2026:22:00:00 +0100 | 2026-11-28T21:00:00Z |",
        "28 Nov 2026 22:00:00.123 | 2026-11-28T22:00:00.123Z | TIME_ZONE",
        "28-Nov-2026 22:00:00.123 | 2026-11-28T22:00:00.123Z | TIME_ZONE",
        "Sat, 28 Nov 2026 22:00:00 GMT | 2026-11-28T22:00:00Z |",
        "Sat Nov 28 22:00:00.123456 2026 | 2026-11-28T22:00:00.123456Z | TIME_ZONE",
        "Sat Nov 28 22:00:00 UTC 2026 | 2026-11-28T22:00:00Z |",
        "Nov 28, 2026 10:00:00 PM | 2026-11-28T22:00:00Z | TIME_ZONE",
        "Nov 28, 2026 12:00:00 AM | 2026-11-28T00:00:00Z | TIME_ZONE",
        "Nov 28 22:00:00 | 2026-11-28T22:00:00Z | TIME_ZONE YEAR",
        "Nov  8 22:00:00 | 2026-11-08T22:00:00Z | TIME_ZONE YEAR",
        "Jan  1 00:00:00 | 2027-01-01T00:00:00Z | TIME_ZONE YEAR",
      })
  void reads_times_as_programs_write_them_and_notes_what_it_assumed(
      String text, Instant instant, String assumed) {
    times.assume(ZoneOffset.UTC, EVENT);
    assertThat(times.read(Utf8.of(text), moment)).isTrue();
    assertThat(moment.toInstant()).isEqualTo(instant);
    assertThat(assumptions()).isEqualTo(assumed == null ? "" : assumed);
  }

  @Test
  void a_time_without_a_zone_is_read_in_the_zone_that_is_set() {
    times.assume(ZoneId.of("Europe/Berlin"), EVENT);

    assertThat(times.read(Utf8.of("2026-11-28 22:00:00"), moment)).isTrue();
    assertThat(moment.toInstant()).isEqualTo("2026-11-28T21:00:00Z");
    assertThat(times.read(Utf8.of("2026-07-28 22:00:00"), moment)).isTrue();
    assertThat(moment.toInstant()).isEqualTo("2026-07-28T20:00:00Z");
    assertThat(times.read(Utf8.of("2026-11-28 22:00:00Z"), moment)).isTrue();
    assertThat(moment.toInstant()).isEqualTo("2026-11-28T22:00:00Z");
    times.assume(ZoneOffset.UTC, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-01T00:00:10Z, Dec 31 23:59:59, 2025-12-31T23:59:59Z",
    "2025-12-31T23:59:59Z, Jan  1 00:00:00, 2026-01-01T00:00:00Z",
    "2024-06-01T00:00:00Z, Feb 29 12:00:00, 2024-02-29T12:00:00Z",
  })
  void a_year_is_the_one_nearest_to_cloudwatchs_time(Instant event, String text, Instant instant) {
    times.assume(ZoneOffset.UTC, event.toEpochMilli());
    assertThat(times.read(Utf8.of(text), moment)).isTrue();
    assertThat(moment.toInstant()).isEqualTo(instant);
    times.assume(ZoneOffset.UTC, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-28T00:00:03Z, 23:59:59.500, 2026-11-27T23:59:59.500Z",
    "2026-11-28T23:59:59Z, 00:00:00, 2026-11-29T00:00:00Z",
    "2026-11-28T12:00:00Z, 11:59:59, 2026-11-28T11:59:59Z",
  })
  void a_day_is_the_one_nearest_to_cloudwatchs_time(Instant event, String text, Instant instant) {
    times.assume(ZoneOffset.UTC, event.toEpochMilli());
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(times.readClock(bytes, 0, bytes.length, moment)).isEqualTo(bytes.length);
    assertThat(moment.toInstant()).isEqualTo(instant);
    assertThat(assumptions()).isEqualTo("TIME_ZONE DATE");
    times.assume(ZoneOffset.UTC, 0);
  }

  @Property(seed = "4711", tries = 5_000)
  void any_text_is_read_or_not_without_a_failure(
      @ForAll String text, @ForAll("almostTimes") String almost, @ForAll long event) {
    times.assume(ZoneOffset.UTC, event);
    for (String each : new String[] {text, almost, text + almost}) {
      byte[] bytes = each.getBytes(StandardCharsets.UTF_8);
      assertThat(times.readBegin(bytes, 0, bytes.length, moment)).isBetween(-1, bytes.length);
      assertThat(times.readMonthDay(bytes, 0, bytes.length, moment)).isBetween(-1, bytes.length);
      assertThat(times.readClock(bytes, 0, bytes.length, moment)).isBetween(-1, bytes.length);
    }
    times.assume(ZoneOffset.UTC, 0);
  }

  private String assumptions() {
    return moment.assumptions().stream().map(Assumption::name).collect(Collectors.joining(" "));
  }

  private Instant epoch(String number) {
    byte[] bytes = number.getBytes(StandardCharsets.UTF_8);
    assertThat(times.readEpoch(bytes, 0, bytes.length, moment)).as(number).isTrue();
    return moment.toInstant();
  }

  /** The instant that a text names without any assumption. */
  private Optional<Instant> parse(String text) {
    boolean read = times.read(Utf8.of(text), moment) && moment.assumptions().isEmpty();
    return read ? Optional.of(moment.toInstant()) : Optional.empty();
  }

  private static String text(Instant instant) {
    Moment moment = new Moment();
    moment.set(instant.getEpochSecond(), instant.getNano());
    Utf8Buffer text = new Utf8Buffer(0);
    moment.appendTo(text);
    return text.from(0).toString();
  }
}
