package dev.logferry.api.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Connections of HTTP/1.1, all of them: where the server library has a choice of protocols, it
 * waits for a first byte without a limit, and drops what is none of them without an answer.
 */
final class HttpConnections implements ServerConnectionSelector {

  private static final ScopedValue<Bounded> CURRENT = ScopedValue.newInstance();

  private final Http1ConnectionSelector library;
  private final Duration mostIdle;
  private final int many;
  private final AtomicInteger open = new AtomicInteger();

  /**
   * As the library makes them.
   *
   * @param mostIdle how long a connection may be open without an answer that is finished, but for
   *     the time that finding it takes; a fifth of that before its first request, and a 25th when
   *     many are open
   * @param many how many are so many that nearly no more can be had
   */
  HttpConnections(Http1Config config, Duration mostIdle, int many) {
    library = Http1ConnectionSelector.builder().config(config).build();
    this.mostIdle = mostIdle;
    this.many = many;
  }

  /** Who is at the other end of the connection that this thread serves. */
  static String peerAddress() {
    return CURRENT.get().peerAddress;
  }

  /** What this thread's connection may wait for as long as that takes. */
  static <T> T patiently(Supplier<T> work) {
    Bounded connection = CURRENT.get();
    connection.patient = true;
    connection.hasAsked = true;
    try {
      return work.get();
    } finally {
      connection.foundNanoTime = System.nanoTime();
      connection.patient = false;
    }
  }

  /** Whether so many are open that each should end with its answer, to let others in. */
  static boolean areMany() {
    return CURRENT.get().areMany();
  }

  @Override
  public int bytesToIdentifyConnection() {
    return library.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData data) {
    return library.supports(data);
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return library.supportedApplicationProtocols();
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    // Asked now: of a connection that has ended nobody knows where it came from.
    return new Bounded(library.connection(context), host(context.remotePeer().address()));
  }

  private static String host(@Nullable SocketAddress address) {
    return switch (address) {
      case InetSocketAddress internet -> internet.getAddress().getHostAddress();
      case null -> "unknown";
      default -> address.toString();
    };
  }

  /** The library ends those that are idle between requests, but not within a head or an answer. */
  private final class Bounded implements ServerConnection, InterruptableTask<Void> {

    private final ServerConnection connection;
    private final String peerAddress;
    private volatile boolean patient;
    private volatile long foundNanoTime;
    private volatile boolean hasAsked;
    private volatile boolean toldToEnd;

    Bounded(ServerConnection connection, String peerAddress) {
      this.connection = connection;
      this.peerAddress = peerAddress;
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
      open.incrementAndGet();
      try {
        ScopedValue.where(CURRENT, this).call(() -> handled(limit));
      } finally {
        open.decrementAndGet();
      }
    }

    private boolean handled(Limit limit) throws InterruptedException {
      connection.handle(limit);
      return true;
    }

    boolean areMany() {
      return open.get() >= many;
    }

    /** Before its first request a connection ages faster: nobody loses anything with it. */
    @Override
    public Duration idleTime() {
      Duration idle = connection.idleTime();
      if (!hasAsked) {
        return idle.multipliedBy(areMany() ? 25 : 5);
      }
      Duration sinceFound = Duration.ofNanos(System.nanoTime() - foundNanoTime);
      return patient ? Duration.ZERO : Collections.min(List.of(idle, sinceFound));
    }

    /** In the second round only: a request may just have come when the first told it to end. */
    @Override
    public void close(boolean interrupt) {
      boolean stuck = idleTime().compareTo(mostIdle) > 0;
      connection.close(interrupt || (stuck && toldToEnd));
      toldToEnd = stuck;
    }

    @Override
    public boolean canInterrupt() {
      return connection instanceof InterruptableTask<?> task && task.canInterrupt();
    }
  }
}
