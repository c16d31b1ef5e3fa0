package dev.logferry.localstack.lambda;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** HTTP servers that only this machine can reach. */
public final class Loopback {
  static {
    // Both are read once, when this process makes its first HttpServer.
    // Without it, an answer larger than the server's buffer (8 KiB) waits 40 ms for the client's
    // delayed acknowledgement, and a warm invocation seems 20 times slower than it is.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    // The runtime client repeats an error's message in a header of up to 1 MiB; the default is
    // 384 KiB.
    System.setProperty("sun.net.httpserver.maxReqHeaderSize", Integer.toString(2 * 1024 * 1024));
  }

  private Loopback() {}

  /**
   * A server that was not started yet.
   *
   * @param port 0 for any that is free
   */
  public static HttpServer server(int port) throws IOException {
    return HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
  }
}
