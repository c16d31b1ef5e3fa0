package dev.logferry.endtoend.chaos;

import dev.logferry.localstack.server.ReservedPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A node of the cluster as far as a client can tell: a TCP proxy before the one server, so TLS
 * passes through it unchanged.
 */
final class FaultyNode implements AutoCloseable {

  /** How it treats connections. */
  enum Mode {
    PASSING,
    /** Nobody listens, and connections that there were are reset. */
    REFUSING,
    /** Takes everything and passes nothing on until the mode changes. */
    SILENT,
    SLOW,
    /** Passes requests on; answers to large ones break off. */
    CUTTING
  }

  private final int target;
  private final ReservedPort port;
  private final Set<FaultyLink> links = ConcurrentHashMap.newKeySet();
  private final AtomicInteger answersCut = new AtomicInteger();
  private volatile Mode mode = Mode.PASSING;
  private @Nullable ServerSocket listener;

  private FaultyNode(int target) {
    this.target = target;
    this.port = ReservedPort.reserve("a faulty node", 0);
  }

  /** A node in front of a server on this machine. */
  static FaultyNode before(URI server) {
    FaultyNode node = new FaultyNode(server.getPort());
    node.listen();
    return node;
  }

  URI url() {
    return URI.create("https://127.0.0.1:" + port.number());
  }

  synchronized void become(Mode next) {
    Mode before = mode;
    mode = next;
    if (next == Mode.REFUSING) {
      stopListening();
    } else if (before == Mode.REFUSING) {
      listen();
    }
  }

  /** Whether all that clients sent is on its way to the server. */
  boolean isDrained() {
    return links.stream().allMatch(FaultyLink::isDrained);
  }

  /** How many answers have broken off. */
  int answersCut() {
    return answersCut.get();
  }

  void answerCut() {
    answersCut.incrementAndGet();
  }

  Mode mode() {
    return mode;
  }

  /** Ends every connection that there is. */
  void reset() {
    links.forEach(FaultyLink::reset);
  }

  void ended(FaultyLink link) {
    links.remove(link);
  }

  private synchronized void listen() {
    try {
      ServerSocket socket = bind();
      listener = socket;
      Thread.ofVirtual()
          .name("faulty-node-" + port.number())
          .start(() -> acceptUntilClosed(socket));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Binds the reserved port. A process that this JVM is starting at this moment has inherited the
   * socket that listened there before, and holds it until its own program runs; so a port in use is
   * tried again for a minute.
   */
  private ServerSocket bind() throws IOException {
    long start = System.nanoTime();
    while (true) {
      ServerSocket socket = new ServerSocket();
      try {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port.number()));
        return socket;
      } catch (BindException e) {
        socket.close();
        if (System.nanoTime() - start > TimeUnit.MINUTES.toNanos(1)) {
          throw e;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
    }
  }

  private void acceptUntilClosed(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        connect(socket.accept());
      } catch (IOException _) {
        // Closed, or the server behind is away: the client sees its connection end.
      }
    }
  }

  @SuppressWarnings("AddressSelection") // the server listens on this one address
  private void connect(Socket client) throws IOException {
    try {
      FaultyLink link =
          new FaultyLink(this, client, new Socket(InetAddress.getLoopbackAddress(), target));
      links.add(link);
      link.start();
    } catch (IOException e) {
      client.close();
      throw e;
    }
  }

  private synchronized void stopListening() {
    ServerSocket current = listener;
    listener = null;
    try {
      if (current != null) {
        current.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    reset();
  }

  @Override
  public void close() {
    stopListening();
    port.close();
  }
}
