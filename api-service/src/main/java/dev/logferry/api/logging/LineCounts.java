package dev.logferry.api.logging;

import dev.logferry.api.settings.LogSettings.Level;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How many lines were written, by level. */
final class LineCounts {

  private final Map<Level, LongAdder> lines = new EnumMap<>(Level.class);

  LineCounts() {
    Arrays.stream(Level.values()).forEach(level -> lines.put(level, new LongAdder()));
  }

  void count(ch.qos.logback.classic.Level level) {
    lines(Level.valueOf(level.toString())).increment();
  }

  long of(Level level) {
    return lines(level).sum();
  }

  private LongAdder lines(Level level) {
    return lines.getOrDefault(level, new LongAdder());
  }
}
