package dev.logferry.endtoend.chaos;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** One connection through a faulty node. */
final class FaultyLink {

  private static final int BUFFER_BYTES = 16 * 1024;

  /** More than a TLS handshake sends, less than a bulk request of some hundred documents. */
  private static final int LARGE_REQUEST_BYTES = 8 * 1024;

  private static final int CUT_WITHIN_BYTES = 400;
  private static final Duration SLOWNESS = Duration.ofMillis(300);
  private static final Duration POLL = Duration.ofMillis(20);

  private final FaultyNode node;
  private final Socket client;
  private final Socket server;
  private final AtomicInteger requestBytes = new AtomicInteger();
  private volatile boolean holdsRequest;

  FaultyLink(FaultyNode node, Socket client, Socket server) {
    this.node = node;
    this.client = client;
    this.server = server;
  }

  void start() {
    Thread.ofVirtual()
        .start(() -> pump(client, server, this::mayPassRequest, () -> holdsRequest = false));
    Thread.ofVirtual().start(() -> pump(server, client, this::mayPassAnswer, () -> {}));
  }

  /** Ends it so that neither side takes it for an orderly end. */
  void reset() {
    for (Socket socket : new Socket[] {client, server}) {
      try {
        socket.setSoLinger(true, 0);
        socket.close();
      } catch (IOException _) {
        // It is closed already.
      }
    }
    node.ended(this);
  }

  /** Says how many of some bytes may pass; fewer than all end the connection. */
  private interface Gate {
    int pass(int bytes) throws InterruptedException;
  }

  private void pump(Socket from, Socket to, Gate gate, Runnable passedOn) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      int read = from.getInputStream().read(buffer);
      while (read >= 0) {
        int passed = gate.pass(read);
        to.getOutputStream().write(buffer, 0, passed);
        passedOn.run();
        if (passed < read) {
          break;
        }
        read = from.getInputStream().read(buffer);
      }
    } catch (IOException _) {
      // One side has ended it: so does the other now.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    reset();
  }

  private int mayPassRequest(int bytes) throws InterruptedException {
    holdsRequest = true;
    awaitVoice();
    requestBytes.addAndGet(bytes);
    return bytes;
  }

  /** Whether the client sent nothing that was not passed on. */
  boolean isDrained() {
    try {
      return client.getInputStream().available() == 0 && !holdsRequest;
    } catch (IOException _) { // closed
      return true;
    }
  }

  private int mayPassAnswer(int bytes) throws InterruptedException {
    awaitVoice();
    if (node.mode() == FaultyNode.Mode.CUTTING && requestBytes.get() > LARGE_REQUEST_BYTES) {
      int most = Math.min(bytes - 1, CUT_WITHIN_BYTES);
      node.answerCut();
      return ThreadLocalRandom.current().nextInt(most + 1);
    }
    requestBytes.set(0);
    return bytes;
  }

  private void awaitVoice() throws InterruptedException {
    if (node.mode() == FaultyNode.Mode.SLOW) {
      Thread.sleep(SLOWNESS);
    }
    while (node.mode() == FaultyNode.Mode.SILENT) {
      Thread.sleep(POLL);
    }
  }
}
