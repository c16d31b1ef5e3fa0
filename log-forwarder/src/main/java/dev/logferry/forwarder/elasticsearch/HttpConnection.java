package dev.logferry.forwarder.elasticsearch;

import dev.logferry.forwarder.tls.HostAndPort;
import dev.logferry.forwarder.tls.TlsConnector;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A connection to one node: {@link HttpCore} over a socket that belongs to this class. Closing that
 * socket never blocks and ends whatever the connection waits for: connecting, the TLS handshake, a
 * write, a read. Not thread-safe but for {@link #close}.
 */
final class HttpConnection implements AutoCloseable {

  /**
   * Below the 60 s after which an AWS load balancer closes an idle connection, and the 75 s of
   * nginx. Elasticsearch itself keeps them open.
   */
  private static final long MAX_REST_MILLIS = 50_000;

  /**
   * Finding out whether the server has hung up takes a millisecond, so not right after an answer.
   */
  private static final long TRUSTED_REST_MILLIS = 1_000;

  private final URI node;
  private final @Nullable TlsConnector tls;
  private final HttpCore http = new HttpCore();
  private @Nullable Socket socket;
  private boolean closed;

  private boolean reusable;
  private long restingSince;
  private long maxRestMillis = MAX_REST_MILLIS;

  /**
   * @param tls null for a node without TLS
   */
  HttpConnection(URI node, @Nullable TlsConnector tls) {
    this.node = node;
    this.tls = tls;
  }

  URI node() {
    return node;
  }

  @Nullable TlsConnector tls() {
    return tls;
  }

  /**
   * Connects to the first of the node's addresses that accepts, TLS included.
   *
   * @param timeout for all of that but the look-up of the name, which the JDK cannot end; a server
   *     that keeps sending parts of a handshake is not bounded by this, but by {@link #close}
   */
  void connect(Duration timeout) throws IOException {
    HostAndPort target = HostAndPort.of(node);
    InetAddress[] addresses = InetAddress.getAllByName(target.host());
    long deadlineNanos = System.nanoTime() + timeout.toNanos();
    for (int i = 0; ; i++) {
      try {
        connect(addresses[i], target, deadlineNanos);
        return;
      } catch (SocketException | SocketTimeoutException e) {
        if (i + 1 == addresses.length || isClosed() || System.nanoTime() >= deadlineNanos) {
          throw e;
        }
      }
    }
  }

  private void connect(InetAddress address, HostAndPort target, long deadlineNanos)
      throws IOException {
    Socket plain = connected(address, target, deadlineNanos);
    if (tls == null) {
      http.bind(plain);
    } else {
      SSLSocket secured;
      try {
        secured = tls.connect(plain, target.host(), target.port());
      } catch (IOException e) {
        if (!tls.offersMoreAfter(e)) {
          throw e;
        }
        plain = connected(address, target, deadlineNanos);
        secured = tls.connect(plain, target.host(), target.port());
      }
      http.bind(secured, plain);
    }
    plain.setSoTimeout(0); // the whole exchange is bounded from outside
  }

  /** Bounds each read of an answer; without it only {@link #close} ends one. */
  void setReadTimeout(Duration timeout) {
    http.setSocketTimeout(Timeout.ofMilliseconds(timeout.toMillis()));
  }

  private Socket connected(InetAddress address, HostAndPort target, long deadlineNanos)
      throws IOException {
    Socket plain = newSocket();
    plain.connect(new InetSocketAddress(address, target.port()), millisUntil(deadlineNanos));
    plain.setTcpNoDelay(true);
    plain.setSoTimeout(millisUntil(deadlineNanos));
    return plain;
  }

  /** Never 0, which would mean for ever. */
  private static int millisUntil(long deadlineNanos) throws SocketTimeoutException {
    long millis = (deadlineNanos - System.nanoTime()) / 1_000_000;
    if (millis <= 0) {
      throw new SocketTimeoutException("no time left to connect");
    }
    return (int) Math.min(millis, Integer.MAX_VALUE);
  }

  /** In place of the one before; none after {@link #close}. */
  private synchronized Socket newSocket() throws IOException {
    if (closed) {
      throw new SocketException("closed before it was connected");
    }
    if (socket != null) {
      socket.close();
    }
    socket = new Socket(Proxy.NO_PROXY);
    return socket;
  }

  /**
   * Sends a request, once, and reads the head of the answer to it.
   *
   * @param request without the header Host
   */
  HttpAnswer exchange(ClassicHttpRequest request) throws IOException {
    reusable = false;
    request.setHeader("Host", node.getRawAuthority());
    ClassicHttpResponse response = http.exchange(request);
    maxRestMillis = maxRestMillis(response);
    return new HttpAnswer(
        node, response, new Rest(http.sentWhole() && HeadParser.keepsConnection(response)));
  }

  /** A server may say how long it keeps the connection: {@code Keep-Alive: timeout=5}. */
  static long maxRestMillis(ClassicHttpResponse response) {
    Header header = response.getFirstHeader("Keep-Alive");
    String value = header == null ? "" : header.getValue();
    int at = value.indexOf("timeout=");
    if (at < 0) {
      return MAX_REST_MILLIS;
    }
    long seconds = 0;
    for (int i = at + "timeout=".length(); i < value.length() && seconds < 1000; i++) {
      int digit = value.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      seconds = 10 * seconds + digit;
    }
    return Math.min(MAX_REST_MILLIS, seconds * 1000 - TRUSTED_REST_MILLIS);
  }

  /** Notes that an answer was read to its end. */
  private final class Rest implements Runnable {
    private final boolean keepAlive;

    Rest(boolean keepAlive) {
      this.keepAlive = keepAlive;
    }

    @Override
    public void run() {
      reusable = keepAlive;
      // Wall time goes on while Lambda freezes the environment.
      restingSince = System.currentTimeMillis();
    }
  }

  /** Whether another request can be sent over it, as far as can be told. */
  boolean isReusable() {
    long rest = System.currentTimeMillis() - restingSince;
    if (!reusable || rest < 0 || rest > maxRestMillis) {
      return false;
    }
    try {
      return !hasUnexpectedBytes() && (rest < TRUSTED_REST_MILLIS || !http.isStale());
    } catch (IOException _) {
      return false;
    }
  }

  /** Some proxies say 408 on a connection that they close for being idle. */
  private synchronized boolean hasUnexpectedBytes() throws IOException {
    return socket == null || socket.getInputStream().available() > 0 || http.hasBufferedBytes();
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** From any thread; never blocks. */
  @Override
  public synchronized void close() {
    closed = true;
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException _) {
        // Nobody reads from it any more.
      }
    }
  }
}
