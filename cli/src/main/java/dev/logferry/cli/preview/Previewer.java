package dev.logferry.cli.preview;

import dev.logferry.cli.events.EventIds;
import dev.logferry.cli.events.EventTimes;
import dev.logferry.cli.events.LogRecord;
import dev.logferry.forwarder.decode.LogEvent;
import dev.logferry.forwarder.decode.Origin;
import dev.logferry.forwarder.document.DocumentMapper;
import dev.logferry.forwarder.document.Mapped;
import dev.logferry.forwarder.document.RedactionCounts;
import dev.logferry.forwarder.document.line.Explanation;
import dev.logferry.forwarder.lambda.Wiring;
import dev.logferry.forwarder.settings.Settings;
import java.time.Instant;

/** Maps lines as the forwarder does: it is the forwarder's own mapper that does it. */
final class Previewer {

  private final Explanation explanation = Explanation.recording();
  private final DocumentMapper mapper;
  private final Origin origin;
  private final EventIds ids;
  private final EventTimes times;
  private int position;

  /**
   * @param times CloudWatch's times of the lines
   */
  Previewer(Settings settings, Origin origin, EventIds ids, EventTimes times) {
    this.mapper = Wiring.mapper(settings, explanation);
    this.origin = origin;
    this.ids = ids;
    this.times = times;
  }

  /** What would become of the next line. */
  LinePreview preview(LogRecord record) {
    Instant time = times.next(record.text());
    String id = ids.next(time, record.text()).toString();
    LogEvent event = new LogEvent(id, time.toEpochMilli(), record.text(), position++);
    RedactionCounts redactions = new RedactionCounts();
    Mapped mapped = mapper.map(origin, event, redactions);
    return new LinePreview(
        record.lines(), mapped, redactions.byRule(), explanation.format(), explanation.sources());
  }
}
