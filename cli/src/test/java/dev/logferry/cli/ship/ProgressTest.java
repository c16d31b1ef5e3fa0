package dev.logferry.cli.ship;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.Ledger;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final StringWriter written = new StringWriter();
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void shows_lines_payloads_events_and_the_rate_on_one_line() {
    var progress = progress(true);

    passes(Duration.ofSeconds(2));
    progress.show(report(13, 12_300, 12_345));

    assertThat(written.toString())
        .isEqualTo("\r\033[K12,345 lines  13 payloads  12,300 events  6,173 lines/s");
  }

  @Test
  void shows_at_most_ten_reports_in_a_second() {
    var progress = progress(true);

    for (int payload = 1; payload <= 1000; payload++) {
      passes(Duration.ofMillis(1));
      progress.show(report(payload, payload, payload));
    }

    assertThat(written.toString().split("\r", -1)).hasSize(1 + 10);
  }

  @Test
  void says_how_long_the_function_has_not_answered() {
    var progress = progress(true);
    progress.show(report(1, 10, 10));
    int shown = written.toString().length();

    passes(Duration.ofSeconds(2));
    progress.waiting();
    assertThat(written.toString()).hasSize(shown);
    passes(Duration.ofSeconds(5));
    progress.waiting();

    assertThat(written.toString()).endsWith("  waiting for the function's answer: 7 s");
  }

  @Test
  void clears_the_line_once() {
    var progress = progress(true);
    progress.show(report(1, 1, 1));
    int shown = written.toString().length();

    progress.clear();
    progress.clear();

    assertThat(written.toString().substring(shown)).isEqualTo("\r\033[K");
  }

  @Test
  void writes_nothing_when_nobody_looks() {
    var progress = progress(false);

    progress.show(report(1, 1, 1));
    progress.clear();

    assertThat(written.toString()).isEmpty();
  }

  private Progress progress(boolean visible) {
    return new Progress(new PrintWriter(written), visible, nanos::get);
  }

  private void passes(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static UploadReport report(long payloads, long events, long lastLine) {
    return new UploadReport(payloads, events, lastLine, 0, 0, 0, Ledger.NOTHING_RECEIVED);
  }
}
