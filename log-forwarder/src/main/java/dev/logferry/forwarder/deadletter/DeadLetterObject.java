package dev.logferry.forwarder.deadletter;

import dev.logferry.forwarder.Outcome;
import dev.logferry.forwarder.OutcomeCounts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;

/** An object being written, in memory and compressed. Not thread-safe. */
final class DeadLetterObject {

  private final DeadLetterHeader header;
  private final ByteArrayOutputStream compressed = new ByteArrayOutputStream();
  private final GZIPOutputStream ndjson;
  private final List<Integer> parts = new ArrayList<>();
  private final SortedSet<String> contents = new TreeSet<>();
  private String name = "";

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
   * @param part which part of the invocation it came from
   * @param of its service or data stream
   * @param content tells it from other letters: a document's id, or a payload's hash
   */
  void add(int part, String of, String content, Line line) {
    try {
      line.writeTo(ndjson);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
    name = parts.isEmpty() || name.equals(of) ? of : "mixed";
    parts.add(part);
    contents.add(content);
  }

  DeadLetterHeader header() {
    return header;
  }

  /** What all letters are of; {@code mixed} if they are of several. */
  String name() {
    return name;
  }

  /** What is in it, in an order that does not depend on when each letter came. */
  SortedSet<String> contents() {
    return contents;
  }

  int letters() {
    return parts.size();
  }

  /** Its size in memory, but for what the compressor still holds back. */
  int compressedBytes() {
    return compressed.size();
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

  /** Counts each letter as kept. */
  void countKept(OutcomeCounts counts) {
    for (int i = 0; i < parts.size(); i++) {
      counts.add(Outcome.DEAD_LETTERED);
    }
  }

  /** Counts each letter as handed back. */
  void countReturned(OutcomeCounts counts, String why) {
    for (int part : parts) {
      counts.returned(part, why);
    }
  }
}
