package dev.logferry.forwarder.deadletter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/** An object being written, in memory and compressed. */
final class DeadLetterObject {

  private final DeadLetterHeader header;
  private final ByteArrayOutputStream compressed = new ByteArrayOutputStream();
  private final GZIPOutputStream ndjson;
  private final Set<Integer> parts = new HashSet<>();
  private final Set<String> services = new HashSet<>();
  private int letters;

  DeadLetterObject(DeadLetterHeader header) {
    this.header = header;
    try {
      ndjson = new GZIPOutputStream(compressed, 8 * 1024);
      DeadLetterWriter.header(header, ndjson);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
  }

  /** Writes one letter. */
  interface Line {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Adds a letter.
   *
   * @param part which part of the invocation it is of
   */
  void add(int part, Line line) {
    try {
      line.writeTo(ndjson);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
    letters++;
    parts.add(part);
  }

  /** Which service a letter is of; empty if unknown. */
  void ofService(String service) {
    services.add(service);
  }

  /** What it takes in memory, but for what the compressor still holds back. */
  int compressedBytes() {
    return compressed.size();
  }

  DeadLetterHeader header() {
    return header;
  }

  int letters() {
    return letters;
  }

  Set<Integer> parts() {
    return parts;
  }

  Set<String> services() {
    return services;
  }

  /** The object; nothing can be added after. */
  byte[] toObject() {
    try {
      ndjson.close();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
    return compressed.toByteArray();
  }
}
