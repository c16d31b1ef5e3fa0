package dev.logferry.forwarder.report;

import dev.logferry.forwarder.json.JsonWriter;
import java.time.Duration;
import java.util.List;

/** What a metric says: one number, or several of which CloudWatch makes percentiles. */
sealed interface MetricValue {

  /** Writes the value of the member whose name has just been written. */
  void write(JsonWriter out);

  /** A count, bytes or milliseconds. */
  record Whole(long value) implements MetricValue {

    @Override
    public void write(JsonWriter out) {
      out.number(value);
    }
  }

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

    @Override
    public void write(JsonWriter out) {
      out.beginArray();
      for (Duration value : values) {
        out.milliseconds(value.toNanos() / 1000);
      }
      out.endArray();
    }
  }
}
