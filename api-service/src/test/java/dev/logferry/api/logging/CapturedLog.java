package dev.logferry.api.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import dev.logferry.api.settings.LogSettings;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A log of its own, as the service's is set up, whose lines stay in memory. */
final class CapturedLog {

  static final LogSettings SETTINGS =
      new LogSettings(LogSettings.Level.TRACE, "api-service", "1.4.2", Optional.of("production"));

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final LoggerContext context = new LoggerContext();
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  CapturedLog() {
    this(SETTINGS, LineEncoder.MAX_LINE_BYTES);
  }

  CapturedLog(LogSettings settings, int maxLineBytes) {
    context.setMDCAdapter(new LogbackMDCAdapter());
    Logging.install(context, settings, new LineEncoder(settings, maxLineBytes), output);
  }

  Logger logger(String name) {
    return context.getLogger(name);
  }

  LoggerContext context() {
    return context;
  }

  /** The lines so far, with their line feeds. */
  List<byte[]> lines() {
    List<byte[]> lines = new ArrayList<>();
    byte[] all = output.toByteArray();
    int start = 0;
    for (int index = 0; index < all.length; index++) {
      if (all[index] == '\n') {
        lines.add(Arrays.copyOfRange(all, start, index + 1));
        start = index + 1;
      }
    }
    if (start < all.length) {
      lines.add(Arrays.copyOfRange(all, start, all.length));
    }
    return lines;
  }

  /** The only line. */
  byte[] line() {
    List<byte[]> lines = lines();
    if (lines.size() != 1) {
      throw new AssertionError(
          "not one line but %d:\n%s"
              .formatted(lines.size(), output.toString(StandardCharsets.UTF_8)));
    }
    return lines.getFirst();
  }

  /** The only line, read. */
  JsonNode json() {
    return JSON.readTree(line());
  }
}
