package dev.logferry.benchmarks.sink;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;

/** Answers the requests of one connection, one after another, with buffers that it reuses. */
final class SinkConnection implements Runnable {

  private static final byte[] NOTHING_STORED =
      """
      {"timed_out":false,"_shards":{"total":1,"successful":1,"failed":0},"hits":{"total":{"value":0,"relation":"eq"},"hits":[]}}"""
          .getBytes(StandardCharsets.UTF_8);
  private static final byte[] EMPTY_OBJECT = "{}".getBytes(StandardCharsets.UTF_8);

  private final Socket socket;
  private final Counters counters;
  private final LongSupplier delayMillis;
  private final BulkBody body = new BulkBody();

  SinkConnection(Socket socket, Counters counters, LongSupplier delayMillis) {
    this.socket = socket;
    this.counters = counters;
    this.delayMillis = delayMillis;
  }

  @Override
  public void run() {
    counters.connected();
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      OutputStream out = socket.getOutputStream();
      while (true) {
        RequestHead head = RequestHead.read(in);
        if (head.expectsContinue()) {
          out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        body.read(in, head);
        answer(head, out);
      }
    } catch (IOException | InterruptedException _) {
      // The client is gone, as after each cold start.
    }
  }

  private void answer(RequestHead head, OutputStream out) throws IOException, InterruptedException {
    if (head.path().endsWith("/_bulk")) {
      BulkAnswer items = BulkAnswer.to(body);
      if (delayMillis.getAsLong() > 0) {
        Thread.sleep(delayMillis.getAsLong());
      }
      // Counted before sending, so that a client that has the answer finds it counted.
      counters.answered(items.documents(), body.wireBytes(), body.length());
      send(out, items.bytes(), items.length());
    } else if (head.path().endsWith("/_search")) {
      send(out, NOTHING_STORED, NOTHING_STORED.length);
    } else {
      send(out, EMPTY_OBJECT, EMPTY_OBJECT.length);
    }
  }

  /** One write for head and body, so that the client wakes up once. */
  private static void send(OutputStream out, byte[] content, int length) throws IOException {
    byte[] head =
        ("HTTP/1.1 200 OK\r\nX-Elastic-Product: Elasticsearch\r\n"
                + "Content-Type: application/vnd.elasticsearch+json;compatible-with=8\r\n"
                + "Content-Length: "
                + length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] whole = new byte[head.length + length];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(content, 0, whole, head.length, length);
    out.write(whole);
    out.flush();
  }
}
