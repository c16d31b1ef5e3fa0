package dev.logferry.localstack.elasticsearch;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * A TCP port of 127.0.0.1, looked at before the server is started: its own complaint would come
 * seconds later.
 */
final class LoopbackPort {

  private LoopbackPort() {}

  static void requireFree(int port) throws IOException {
    if (port == 0) {
      return;
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (BindException e) {
      throw new LocalElasticsearchException(
          "port %d of 127.0.0.1 is taken: end what uses it, or choose another httpPort (0 is any free one)"
              .formatted(port),
          e);
    }
  }
}
