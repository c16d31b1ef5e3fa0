package dev.logferry.api.rolling;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Spreads requests over the instances that say that they are ready, in turn. It asks each of them
 * every 200 ms, keeps connections to them open, and tries nothing twice: a request that an instance
 * loses is answered with 502.
 */
final class LoadBalancer implements AutoCloseable {

  private static final byte[] BAD_GATEWAY =
      "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final List<Target> targets;
  private final ServerSocket listener;
  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicLong lost = new AtomicLong();
  private final AtomicBoolean closed = new AtomicBoolean();

  LoadBalancer(List<Target> targets) throws IOException {
    this.targets = List.copyOf(targets);
    listener = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
    targets.forEach(target -> Thread.ofVirtual().start(() -> target.keepChecking(closed::get)));
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Requests that no instance answered. */
  long lost() {
    return lost.get();
  }

  private void accept() {
    while (!closed.get()) {
      try {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException _) {
        return; // closed
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      while (true) {
        String head =
            new String(Connection.head(client.getInputStream()), StandardCharsets.US_ASCII);
        client.getOutputStream().write(answer(head.split(" ", 3)[1]));
      }
    } catch (EOFException _) {
      // The client needs no more.
    } catch (IOException e) {
      lost.incrementAndGet();
    }
  }

  private byte[] answer(String path) {
    try {
      return next().get(path);
    } catch (IOException e) {
      lost.incrementAndGet();
      return BAD_GATEWAY;
    }
  }

  private Target next() throws IOException {
    List<Target> ready = targets.stream().filter(Target::isReady).toList();
    if (ready.isEmpty()) {
      throw new IOException("no instance is ready");
    }
    return ready.get(Math.floorMod(turn.getAndIncrement(), ready.size()));
  }

  @Override
  public void close() throws IOException {
    closed.set(true);
    listener.close();
  }
}
