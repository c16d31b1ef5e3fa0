package dev.logferry.benchmarks.sink;

/** What the sink has received. Thread-safe. */
final class Counters {

  private long connections;
  private long requests;
  private long documents;
  private long wireBytes;
  private long bodyBytes;
  private long firstAnswerNanos;

  synchronized void reset() {
    connections = 0;
    requests = 0;
    documents = 0;
    wireBytes = 0;
    bodyBytes = 0;
    firstAnswerNanos = 0;
  }

  synchronized void connected() {
    connections++;
  }

  /**
   * A bulk request is answered just now.
   *
   * @param wire bytes of the body as sent
   * @param body bytes of the body after decompression
   */
  synchronized void answered(long documentsInIt, long wire, long body) {
    long now = System.nanoTime();
    if (requests++ == 0) {
      firstAnswerNanos = now;
    }
    documents += documentsInIt;
    wireBytes += wire;
    bodyBytes += body;
  }

  /**
   * As JSON. {@code first_answer_nanos} is a time of {@link System#nanoTime}, which on Linux is the
   * monotonic clock that all processes share.
   */
  synchronized String json() {
    return """
        {"connections":%d,"requests":%d,"documents":%d,"wire_bytes":%d,"body_bytes":%d,"first_answer_nanos":%d}"""
        .formatted(connections, requests, documents, wireBytes, bodyBytes, firstAnswerNanos);
  }
}
