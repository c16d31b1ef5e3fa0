package dev.logferry.forwarder.objects;

import dev.logferry.forwarder.decode.Reading;
import dev.logferry.forwarder.testing.Payloads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * A program that reads an object much larger than its heap and prints what it read, and how fast.
 */
public final class ReadsLargeObject {

  private static final int ENVELOPES = 400;
  private static final int EVENTS_PER_ENVELOPE = 1_000;

  public static final int EVENTS = ENVELOPES * EVENTS_PER_ENVELOPE;

  private ReadsLargeObject() {}

  public static void main(String[] args) throws IOException {
    byte[] gzip = Payloads.gzip(envelope());
    InputStream members = new Repeated(() -> new ByteArrayInputStream(gzip));
    InputStream object =
        switch (args[0]) {
          case "members" -> members;
          case "lines" -> new Repeated(() -> inflated(gzip));
          default -> throw new IllegalArgumentException(args[0]);
        };
    long start = System.nanoTime();
    int events = 0;
    int complete = 0;
    try (ObjectEnvelopes envelopes = new ObjectDecoder(100L << 20).open(object)) {
      for (var found = envelopes.next(); found.isPresent(); found = envelopes.next()) {
        Reading reading = Reading.of(found.get().decoded());
        events += reading.events().size();
        complete += reading.complete() ? 1 : 0;
      }
    }
    System.err.println((System.nanoTime() - start) / events + " ns per event");
    System.out.println(events + " in " + complete);
  }

  /** About 400 KB of text. */
  private static String envelope() {
    return Payloads.envelope(
        "g",
        "s",
        IntStream.range(0, EVENTS_PER_ENVELOPE)
            .mapToObj(
                i ->
                    "GET /v1/products/%d/reviews failed after %d ms "
                        .formatted(i * 7919, i % 900)
                        .repeat(6))
            .toList());
  }

  private static InputStream inflated(byte[] gzip) {
    try {
      return new SequenceInputStream(
          new GZIPInputStream(new ByteArrayInputStream(gzip)),
          new ByteArrayInputStream("\n".getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A part again and again. */
  private static final class Repeated extends InputStream {
    private final Supplier<InputStream> part;
    private InputStream current = InputStream.nullInputStream();
    private int given;

    Repeated(Supplier<InputStream> part) {
      this.part = part;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = current.read(target, offset, length);
      while (count < 0 && given < ENVELOPES) {
        given++;
        current = part.get();
        count = current.read(target, offset, length);
      }
      return count;
    }
  }
}
