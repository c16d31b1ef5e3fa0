package dev.logferry.api.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Set;

/**
 * Connections of HTTP/1.1, all of them: where the server library has a choice of protocols, it
 * waits for a first byte without a limit, and drops what is none of them without an answer.
 */
final class HttpConnections implements ServerConnectionSelector {

  private final Http1ConnectionSelector library;
  private final Duration mostIdle;

  /**
   * As the library makes them.
   *
   * @param mostIdle how long a connection may be open without an answer that is finished
   */
  HttpConnections(Http1Config config, Duration mostIdle) {
    library = Http1ConnectionSelector.builder().config(config).build();
    this.mostIdle = mostIdle;
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
    return new Bounded(library.connection(context));
  }

  /** The library ends those that are idle between requests, but not within a head or an answer. */
  private final class Bounded implements ServerConnection, InterruptableTask<Void> {

    private final ServerConnection connection;

    Bounded(ServerConnection connection) {
      this.connection = connection;
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
      connection.handle(limit);
    }

    @Override
    public Duration idleTime() {
      return connection.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
      connection.close(interrupt || idleTime().compareTo(mostIdle) > 0);
    }

    @Override
    public boolean canInterrupt() {
      return connection instanceof InterruptableTask<?> task && task.canInterrupt();
    }
  }
}
