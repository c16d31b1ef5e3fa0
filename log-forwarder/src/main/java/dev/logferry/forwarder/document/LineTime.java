package dev.logferry.forwarder.document;

import dev.logferry.forwarder.document.fields.DocumentFields;
import dev.logferry.forwarder.document.line.Explanation;
import dev.logferry.forwarder.document.line.Line;
import dev.logferry.forwarder.document.line.LineFields;
import dev.logferry.forwarder.document.time.Moment;
import dev.logferry.forwarder.document.time.TimeReader;
import dev.logferry.forwarder.json.Utf8;
import java.time.Instant;
import java.util.Optional;

/** The time that a line says itself, found as it is for its document. For tools. */
public final class LineTime {

  private static final Limits LIMITS = new Limits(16, 500, 10 << 20);

  private final TimeReader times = new TimeReader();
  private final Line line = new Line(times);
  private final LineFields fields =
      new LineFields(new DocumentFields(LIMITS, times), times, Explanation.NONE);
  private final Moment moment = new Moment();

  /** The instant that a line names; empty for a line that names none, or not all of one. */
  public Optional<Instant> of(String message) {
    line.read(Utf8.of(message));
    boolean named = fields.readTime(line, moment) && moment.assumptions().isEmpty();
    return named ? Optional.of(moment.toInstant()) : Optional.empty();
  }
}
