package dev.logferry.endtoend.faults;

import dev.logferry.forwarder.testing.Payloads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** What a case sends. */
enum Sent {
  /** A hundred log events. */
  EVENTS {
    @Override
    byte[] gzip(String logStream) {
      return Payloads.gzip(envelope(logStream, COUNT));
    }
  },
  /** The first half of their payload. */
  CUT_SHORT {
    @Override
    byte[] gzip(String logStream) {
      byte[] whole = uncompressed(envelope(logStream, COUNT));
      return Arrays.copyOf(whole, whole.length / 2);
    }
  },
  /** CloudWatch's probe. */
  CONTROL_MESSAGE {
    @Override
    byte[] gzip(String logStream) {
      return Payloads.gzip(Payloads.controlMessage());
    }
  };

  static final int COUNT = 100;

  /** The event that a server can take offence at. */
  static final String POISON = Payloads.eventId(42);

  /**
   * The payload as CloudWatch compresses it.
   *
   * @param logStream makes the ids of one case others than those of another
   */
  abstract byte[] gzip(String logStream);

  /** The first events of a case, as an earlier delivery would have brought them. */
  static byte[] beginning(String logStream, int events) {
    return Payloads.lambdaEvent(envelope(logStream, events));
  }

  private static String envelope(String logStream, int events) {
    List<String> lines = IntStream.range(0, events).mapToObj(Sent::line).toList();
    return Payloads.envelope(Payloads.LOG_GROUP, logStream, lines);
  }

  private static String line(int number) {
    return "{\"@timestamp\":\"2026-11-22T10:00:00.%03dZ\",\"log.level\":\"ERROR\",\"message\":\"order %d failed\",\"ecs.version\":\"1.2.0\",\"service.name\":\"shop-api\",\"http.response.status_code\":503}"
        .formatted(number, number);
  }

  /** So that a cut is at the same event whatever compresses. */
  private static byte[] uncompressed(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out =
        new GZIPOutputStream(bytes) {
          {
            def.setLevel(Deflater.NO_COMPRESSION);
          }
        }) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
