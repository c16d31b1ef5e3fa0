package dev.logferry.api.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import dev.logferry.api.settings.LogSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.slf4j.event.KeyValuePair;

/** Whatever is logged, the line is valid ECS JSON, whole, short enough, and harmless. */
class LineEncoderLawsTest {

  @Property
  void every_line_keeps_the_spec_and_the_limit(@ForAll long seed) {
    Arbitrary arbitrary = new Arbitrary(new Random(seed));
    LineEncoder encoder = new LineEncoder(arbitrary.settings());
    encoder.start();

    byte[] line = encoder.encode(arbitrary.event());

    assertThat(EcsLoggingSpec.violations(line)).isEmpty();
  }

  /** Events from one seed, of all sizes and with every kind of character. */
  private record Arbitrary(Random random) {

    private static final String[] PIECES = {
      "a",
      "plain words ",
      "\"",
      "\\",
      "\n",
      "\r",
      "\r\n",
      "\t",
      "\0",
      "\u001B[31m",
      "\u007F",
      "\u0085",
      "\u009B",
      "é",
      "漢字",
      "\u2028",
      "\u2029",
      "\u202E",
      "\u2066",
      "😀",
      "\uD800",
      "\uDC00",
      "\uFEFF",
      "\uFFFF",
      "{\"a\":1}",
      "\",\"log.level\":\"ERROR\"",
      "\u0001",
      "…",
      "%n{}"
    };

    private static final int[] LENGTHS = {0, 1, 3, 40, 300, 2_000, 9_000, 40_000};

    String text() {
      int pieces = random.nextInt(1 + LENGTHS[random.nextInt(LENGTHS.length)]);
      String only = random.nextInt(3) == 0 ? PIECES[random.nextInt(PIECES.length)] : "";
      StringBuilder text = new StringBuilder();
      for (int piece = 0; piece < pieces; piece++) {
        text.append(only.isEmpty() ? PIECES[random.nextInt(PIECES.length)] : only);
      }
      return text.toString();
    }

    LogSettings settings() {
      return new LogSettings(
          LogSettings.Level.INFO, text(), text(), Optional.of(text()).filter(_ -> coin()));
    }

    LoggingEvent event() {
      LoggingEvent event = new LoggingEvent();
      event.setTimeStamp(random.nextLong(4_000_000_000_000L));
      event.setLevel(List.of(Level.TRACE, Level.DEBUG, Level.WARN).get(random.nextInt(3)));
      event.setLoggerName(text());
      event.setThreadName(text());
      event.setMessage(text());
      event.setMDCPropertyMap(context());
      event.setKeyValuePairs(pairs());
      if (coin()) {
        event.setThrowableProxy(new ThrowableProxy(throwable(40)));
      }
      return event;
    }

    private Map<String, String> context() {
      Map<String, String> context = new HashMap<>();
      for (int left = random.nextInt(4); left > 0; left--) {
        context.put(key(), text());
      }
      return context;
    }

    private List<KeyValuePair> pairs() {
      List<KeyValuePair> pairs = new ArrayList<>();
      for (int left = random.nextInt(12); left > 0; left--) {
        pairs.add(new KeyValuePair(key(), value()));
      }
      return pairs;
    }

    private String key() {
      return switch (random.nextInt(4)) {
        case 0 -> text();
        case 1 -> "log.level";
        case 2 -> "custom.field_" + random.nextInt(5);
        default -> "rows" + random.nextInt(5);
      };
    }

    private Object value() {
      return switch (random.nextInt(7)) {
        case 0 -> random.nextLong();
        case 1 -> random.nextDouble();
        case 2 -> Double.NaN;
        case 3 -> random.nextBoolean();
        case 4 -> List.of(text(), text(), random.nextInt());
        case 5 -> Optional.of(text());
        default -> text();
      };
    }

    private Throwable throwable(int depth) {
      Throwable cause = depth > 0 && random.nextInt(5) > 0 ? throwable(depth - 1) : null;
      Exception thrown = new Exception(random.nextInt(4) > 0 ? "short" : text(), cause);
      thrown.setStackTrace(frames());
      if (depth > 0 && random.nextInt(6) == 0) {
        thrown.addSuppressed(throwable(depth / 3));
      }
      return thrown;
    }

    private StackTraceElement[] frames() {
      StackTraceElement[] frames = new StackTraceElement[random.nextInt(120)];
      String type = random.nextInt(4) > 0 ? "dev.logferry.api.Type" : text();
      for (int frame = 0; frame < frames.length; frame++) {
        frames[frame] = new StackTraceElement(type, "method", "Type.java", frame);
      }
      return frames;
    }

    private boolean coin() {
      return random.nextBoolean();
    }
  }
}
