package dev.logferry.cli.ship;

import dev.logferry.cli.events.EventId;
import dev.logferry.cli.events.LogRecord;
import dev.logferry.cli.events.Utf8;
import java.time.Instant;

/** A log event with the lines that it came from. */
record SourcedEvent(EventId id, Instant time, LogRecord record) {

  /** What the event counts in a batch: its text, and what CloudWatch adds for each event. */
  long batchBytes() {
    return (long) record.utf8Bytes() + PayloadLimits.EVENT_OVERHEAD_BYTES;
  }

  /** The first half of the text. */
  SourcedEvent firstHalf() {
    return withText(id.firstHalf(), record.text().substring(0, middle()));
  }

  /** The rest of the text. */
  SourcedEvent secondHalf() {
    return withText(id.secondHalf(), record.text().substring(middle()));
  }

  private int middle() {
    String text = record.text();
    int middle = Utf8.boundaryAtOrBefore(text, text.length() / 2);
    if (middle == 0) {
      throw new IllegalStateException("a text of one character cannot be cut");
    }
    return middle;
  }

  private SourcedEvent withText(EventId partId, String text) {
    return new SourcedEvent(partId, time, new LogRecord(text, Utf8.bytesOf(text), record.lines()));
  }
}
