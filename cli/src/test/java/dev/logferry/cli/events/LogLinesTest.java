package dev.logferry.cli.events;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogLinesTest {
  private static final int LARGE = 1_000_000;

  @Test
  void each_line_is_a_record_even_the_last_without_a_line_feed() throws IOException {
    assertThat(read("one\ntwo\nthree", LARGE))
        .containsExactly(record("one", 1, 1, 3), record("two", 2, 2, 3), record("three", 3, 3, 5));
  }

  @Test
  void an_empty_input_has_no_record() throws IOException {
    assertThat(read("", LARGE)).isEmpty();
  }

  @Test
  void blank_lines_are_left_out_and_counted() throws IOException {
    var lines = lines("\none\n\n\ntwo\n", Optional.empty(), LARGE);

    assertThat(all(lines)).containsExactly(record("one", 2, 2, 3), record("two", 5, 5, 3));
    assertThat(lines.blankLines()).isEqualTo(3);
    assertThat(lines.linesRead()).isEqualTo(5);
  }

  @Test
  void spaces_and_carriage_returns_stay_as_in_the_awslogs_driver() throws IOException {
    assertThat(texts("  \n a \r\nb", LARGE)).containsExactly("  ", " a \r", "b");
  }

  @Test
  void a_longer_line_becomes_pieces_of_the_largest_size() throws IOException {
    assertThat(read("abcdefghij\nk\n", 4))
        .containsExactly(
            record("abcd", 1, 1, 4),
            record("efgh", 1, 1, 4),
            record("ij", 1, 1, 2),
            record("k", 2, 2, 1));
  }

  @Test
  void a_line_of_exactly_the_largest_size_is_not_followed_by_an_empty_piece() throws IOException {
    assertThat(texts("abcd\nabcdabcd\ne", 4)).containsExactly("abcd", "abcd", "abcd", "e");
  }

  @Test
  void a_cut_never_parts_a_character() throws IOException {
    assertThat(texts("a😀é오", 4)).containsExactly("a", "😀", "é", "오");
    assertThat(texts("😀😀", 7)).containsExactly("😀", "😀");
    assertThat(texts("😀😀", 8)).containsExactly("😀😀");
  }

  @Test
  void a_character_that_lies_across_two_reads_stays_whole() throws IOException {
    String line = "x".repeat((1 << 16) - 1) + "😀y";

    assertThat(texts(line, LARGE)).containsExactly(line);
    assertThat(read(line, LARGE).getFirst().utf8Bytes()).isEqualTo((1 << 16) + 4);
  }

  @Test
  void bytes_that_are_no_utf8_become_the_replacement_character_and_count_as_such()
      throws IOException {
    var input = new ByteArrayInputStream("a\u00ff\u00feb\nc".getBytes(ISO_8859_1));

    assertThat(all(new LogLines(input, Optional.empty(), LARGE)))
        .containsExactly(record("a��b", 1, 1, 8), record("c", 2, 2, 1));
  }

  @Test
  void a_start_pattern_joins_what_follows_a_match() throws IOException {
    assertThat(joined("2026 boom\n  at a\n\n  at b\n2026 fine\n2026 bang\nCaused by: 2026", LARGE))
        .containsExactly(
            record("2026 boom\n  at a\n\n  at b", 1, 4, 24),
            record("2026 fine", 5, 5, 9),
            record("2026 bang\nCaused by: 2026", 6, 7, 25));
  }

  @Test
  void lines_before_the_first_match_are_a_record_of_their_own() throws IOException {
    assertThat(joined("\nbanner\n2026 begins", LARGE))
        .containsExactly(record("\nbanner", 1, 2, 7), record("2026 begins", 3, 3, 11));
  }

  @Test
  void blank_lines_alone_are_no_record() throws IOException {
    var lines = lines("\n\n\n2026 a\n", Optional.of(Pattern.compile("^2026")), LARGE);

    assertThat(all(lines)).containsExactly(record("2026 a", 4, 4, 6));
    assertThat(lines.blankLines()).isEqualTo(3);
  }

  @Test
  void a_record_that_grows_too_large_is_cut_between_lines() throws IOException {
    assertThat(joined("2026 a\nbbbb\ncc\nd\n2026 e", 11))
        .containsExactly(
            record("2026 a\nbbbb", 1, 2, 11), record("cc\nd", 3, 4, 4), record("2026 e", 5, 5, 6));
  }

  @Test
  void the_pieces_of_a_cut_line_are_not_parted_by_a_line_feed_that_was_never_there()
      throws IOException {
    assertThat(joined("2026 abcdefgh\nx\n", 8))
        .containsExactly(record("2026 abc", 1, 1, 8), record("defgh\nx", 1, 2, 7));
  }

  @Test
  void only_the_beginning_of_a_line_can_begin_a_record() throws IOException {
    assertThat(joined("2026 abc2026 def\n", 8))
        .extracting(LogRecord::text)
        .containsExactly("2026 abc", "2026 def");
    assertThat(joined("a\nbc2026\n", 6)).extracting(LogRecord::text).containsExactly("a", "bc2026");
  }

  private static LogRecord record(String text, long first, long last, int utf8Bytes) {
    return new LogRecord(text, utf8Bytes, new LineRange(first, last));
  }

  private static List<String> texts(String input, int maxBytes) throws IOException {
    return read(input, maxBytes).stream().map(LogRecord::text).toList();
  }

  private static List<LogRecord> read(String input, int maxBytes) throws IOException {
    return all(lines(input, Optional.empty(), maxBytes));
  }

  private static List<LogRecord> joined(String input, int maxBytes) throws IOException {
    return all(lines(input, Optional.of(Pattern.compile("^2026")), maxBytes));
  }

  private static LogLines lines(String input, Optional<Pattern> start, int maxBytes) {
    return new LogLines(new ByteArrayInputStream(input.getBytes(UTF_8)), start, maxBytes);
  }

  static List<LogRecord> all(LogLines lines) throws IOException {
    List<LogRecord> records = new ArrayList<>();
    for (var record = lines.next(); record.isPresent(); record = lines.next()) {
      records.add(record.get());
    }
    return records;
  }
}
