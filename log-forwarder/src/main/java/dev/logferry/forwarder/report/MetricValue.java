package dev.logferry.forwarder.report;

import java.time.Duration;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** What a metric says: one number, or several of which CloudWatch makes percentiles. */
sealed interface MetricValue {

  /** A count, bytes or milliseconds. */
  record Whole(long value) implements MetricValue {}

  /** Durations, written as milliseconds to the microsecond; not more than a metric may have. */
  record Durations(List<Duration> values) implements MetricValue {

    public Durations {
      values = List.copyOf(values);
      if (values.isEmpty() || values.size() > EmbeddedMetrics.MAX_VALUES) {
        throw new IllegalArgumentException(
            "a metric takes 1 to %d values, not %d"
                .formatted(EmbeddedMetrics.MAX_VALUES, values.size()));
      }
    }
  }

  /** Writes the value of the member whose name has just been written. */
  default void write(JsonGenerator out) {
    switch (this) {
      case Whole(long value) -> out.writeNumber(value);
      case Durations(List<Duration> values) -> {
        out.writeStartArray();
        values.forEach(value -> out.writeNumber(milliseconds(value)));
        out.writeEndArray();
      }
    }
  }

  private static double milliseconds(Duration duration) {
    long microseconds = duration.toNanos() / 1000;
    return microseconds / 1000.0;
  }
}
