package dev.logferry.forwarder.decode;

import dev.logferry.forwarder.json.Utf8;
import java.util.Set;

/**
 * One log line as CloudWatch Logs delivered it.
 *
 * @param id CloudWatch's event id; empty when the payload carries none. Not always numeric
 * @param timestamp when CloudWatch says the event happened, in epoch milliseconds
 * @param message the line itself. Like the id it stands in a buffer of the payload's reader, and is
 *     valid until the next event is read
 * @param position the event's place in its payload, from 0
 * @param source which account and region it came from, if the event says so
 * @param repairs what was wrong with it
 */
public record LogEvent(
    Utf8 id, long timestamp, Utf8 message, int position, AwsSource source, Set<EventRepair> repairs)
    implements Next {

  /** An event of an ordinary log group, in memory of its own. */
  public LogEvent(String id, long timestamp, String message, int position) {
    this(
        Utf8.of(WellFormed.text(id)),
        timestamp,
        Utf8.of(WellFormed.text(message)),
        position,
        AwsSource.UNKNOWN,
        WellFormed.is(id) && WellFormed.is(message) ? Set.of() : Set.of(EventRepair.SURROGATE));
  }

  /** The same event in memory of its own. */
  public LogEvent copy() {
    return new LogEvent(id.copy(), timestamp, message.copy(), position, source, repairs);
  }
}
