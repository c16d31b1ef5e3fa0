package dev.logferry.forwarder.decode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** A program that reads a payload of 200 MiB and prints what it read; for a JVM with less heap. */
final class ReadsLargePayload {

  static final int EVENTS = 100_000;
  private static final String MESSAGE = "m".repeat(2_000);

  private ReadsLargePayload() {}

  public static void main(String[] args) throws IOException {
    boolean eventsFirst = args[0].equals("events-first");
    byte[] gzip = payload(eventsFirst);
    Decoded decoded = new SubscriptionDecoder(1L << 30).decodePayload(gzip);
    int events = 0;
    Next next = ((LogBatch) decoded).events().next();
    while (next instanceof LogEvent) {
      events++;
      next = ((LogBatch) decoded).events().next();
    }
    System.out.println(events + " " + next);
  }

  private static byte[] payload(boolean eventsFirst) throws IOException {
    String members =
        "\"messageType\":\"DATA_MESSAGE\",\"owner\":\"1\",\"logGroup\":\"g\",\"logStream\":\"s\"";
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(gzip, 64 * 1024)) {
      write(out, "{" + (eventsFirst ? "" : members + ",") + "\"logEvents\":[");
      for (int event = 0; event < EVENTS; event++) {
        write(
            out,
            (event == 0 ? "" : ",")
                + "{\"id\":\"%d\",\"timestamp\":%d,\"message\":\"%s\"}"
                    .formatted(event, event, MESSAGE));
      }
      write(out, "]" + (eventsFirst ? "," + members : "") + "}");
    }
    return gzip.toByteArray();
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
