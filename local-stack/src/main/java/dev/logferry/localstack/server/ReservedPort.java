package dev.logferry.localstack.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A TCP port of 127.0.0.1 that is kept for one server, whether that server is running or not.
 *
 * <p>A port that was merely found to be free can be gone a moment later: the kernel gives it to the
 * next outgoing connection, or to the next server that asks for any port. So this class holds a
 * socket that is bound to the port and never listens. Linux then gives the port to nobody who did
 * not ask for it by number, refuses connections to it, and still lets a server listen on it that
 * sets SO_REUSEADDR, as servers do: Java's, Netty's, Jetty's and PostgreSQL's all set it.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/socket.7.html">SO_REUSEADDR in socket(7)</a>
 */
public final class ReservedPort implements AutoCloseable {

  private final Socket socket;

  private ReservedPort(Socket socket) {
    this.socket = socket;
  }

  /**
   * Reserves a port.
   *
   * @param server what will listen there, for the error message
   * @param port its number; 0 for any that is free
   * @throws IllegalStateException if something else listens there
   */
  @SuppressWarnings("AddressSelection") // 127.0.0.1 alone: that is where the servers listen
  public static ReservedPort reserve(String server, int port) {
    Socket socket = new Socket();
    try {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return new ReservedPort(socket);
    } catch (IOException e) {
      closeQuietly(socket);
      throw new IllegalStateException(
          "port %d of 127.0.0.1 cannot be used for %s (%s): end what uses it, or choose another (0 is any free one)"
              .formatted(port, server, e.getMessage()),
          e);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // The failure to bind is what the caller needs to know.
    }
  }

  public int number() {
    return socket.getLocalPort();
  }

  /** Gives the port up. A server that listens on it keeps it. */
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
