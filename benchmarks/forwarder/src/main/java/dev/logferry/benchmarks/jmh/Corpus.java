package dev.logferry.benchmarks.jmh;

import dev.logferry.forwarder.decode.LogBatch;
import dev.logferry.forwarder.decode.LogEvent;
import dev.logferry.forwarder.decode.Malformed;
import dev.logferry.forwarder.decode.Next.EndOfEvents;
import dev.logferry.forwarder.decode.Origin;
import dev.logferry.forwarder.decode.SubscriptionDecoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The payloads that {@code measure.py} has written, and what the decoder makes of them. */
final class Corpus {

  /**
   * A payload, decoded.
   *
   * @param events all of them
   */
  record Batch(Origin origin, List<LogEvent> events) {}

  private static final long UNLIMITED = Long.MAX_VALUE;

  private Corpus() {}

  /** Lambda events as JSON. Their file begins with a line about them. */
  static List<byte[]> lambdaEvents(String name) throws IOException {
    Path file = Path.of(System.getProperty("corpus"), name + ".jsonl");
    return Files.readAllLines(file).stream()
        .skip(1)
        .map(line -> line.getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  static Batch decoded(byte[] lambdaEvent) {
    LogBatch batch = batch(new SubscriptionDecoder(UNLIMITED), lambdaEvent);
    List<LogEvent> events = new ArrayList<>();
    while (true) {
      switch (batch.events().next()) {
        case LogEvent event -> events.add(event);
        case EndOfEvents _ -> {
          return new Batch(batch.origin(), events);
        }
        case Malformed(String why) -> throw new IllegalStateException(why);
      }
    }
  }

  static LogBatch batch(SubscriptionDecoder decoder, byte[] lambdaEvent) {
    return (LogBatch) decoder.decode(new ByteArrayInputStream(lambdaEvent));
  }
}
