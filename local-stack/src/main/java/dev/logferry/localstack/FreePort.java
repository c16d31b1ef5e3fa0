package dev.logferry.localstack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** A TCP port of 127.0.0.1, tried before the slow part of a start. */
public final class FreePort {

  private FreePort() {}

  /**
   * Does nothing for 0, which is any free port.
   *
   * @param user what will listen there
   * @throws IllegalStateException if nothing can listen there
   */
  public static void require(String user, int port) {
    if (port != 0) {
      var _ = find(user, port);
    }
  }

  /**
   * The port, or a free one for 0.
   *
   * @param user what will listen there
   * @throws IllegalStateException if nothing can listen there
   */
  public static int find(String user, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(
          "port %d of 127.0.0.1 cannot be used for %s (%s): end what uses it, or choose another (0 is any free one)"
              .formatted(port, user, e.getMessage()),
          e);
    }
  }
}
