package dev.logferry.forwarder.elasticsearch;

import dev.logferry.forwarder.bulk.BulkReply;
import dev.logferry.forwarder.elasticsearch.ClusterConnection.Failed;
import dev.logferry.forwarder.elasticsearch.ClusterConnection.Outcome;
import dev.logferry.forwarder.tls.TlsConnector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The connections in use and those at rest. Each exchange runs on a thread of its own, which is
 * used again, so that its caller waits no longer than it wants to: looking up a name cannot be
 * ended from outside. Everything else ends when the connection is closed. Thread-safe.
 */
final class ConnectionPool implements AutoCloseable {

  private static final long IDLE_THREAD_SECONDS = 30;
  private static final String INTERRUPTED = "interrupted while waiting for the answer";

  private final Cluster cluster;
  private final Nodes nodes;
  private final Renewed<TlsConnector> tls;
  private final Renewed<Credentials> credentials;

  private final Deque<ClusterConnection> idle = new ArrayDeque<>();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_THREAD_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          new DaemonThreads());

  ConnectionPool(
      Cluster cluster, Nodes nodes, Renewed<TlsConnector> tls, Renewed<Credentials> credentials) {
    this.cluster = cluster;
    this.nodes = nodes;
    this.tls = tls;
    this.credentials = credentials;
  }

  /**
   * Sends a request and reads its answer.
   *
   * @param timeout for connecting, sending and the whole answer together
   */
  <T> Outcome<T> exchange(ClusterRequest<T> request, Duration timeout) {
    if (Thread.currentThread().isInterrupted()) {
      return unreachable(INTERRUPTED); // Future.get says so only if it has to wait
    }
    ClusterConnection connection = take();
    Future<Outcome<T>> outcome = threads.submit(new Exchange<>(connection, request));
    try {
      Outcome<T> result = outcome.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      putBack(connection);
      return result;
    } catch (TimeoutException _) {
      connection.close();
      return unreachable("no answer within " + timeout.toMillis() + " ms");
    } catch (InterruptedException _) {
      connection.close();
      Thread.currentThread().interrupt();
      return unreachable(INTERRUPTED);
    } catch (ExecutionException e) {
      connection.close();
      throw unexpected(e);
    }
  }

  private static <T> Outcome<T> unreachable(String why) {
    return new Failed<>(new BulkReply.Unreachable(why));
  }

  private static RuntimeException unexpected(ExecutionException failure) {
    Throwable cause = failure.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException known ? known : new IllegalStateException(failure);
  }

  private synchronized ClusterConnection take() {
    ClusterConnection rested = idle.pollFirst();
    return rested == null ? new ClusterConnection(cluster, nodes, tls, credentials) : rested;
  }

  private synchronized void putBack(ClusterConnection connection) {
    if (threads.isShutdown()) {
      connection.close();
    } else {
      idle.addFirst(connection);
    }
  }

  /** Closes the connections at rest, and ends the threads when their exchanges end. */
  @Override
  public synchronized void close() {
    threads.shutdown();
    while (!idle.isEmpty()) {
      idle.removeFirst().close();
    }
  }

  private record Exchange<T>(ClusterConnection connection, ClusterRequest<T> request)
      implements Callable<Outcome<T>> {
    @Override
    public Outcome<T> call() {
      return connection.exchange(request);
    }
  }

  private static final class DaemonThreads implements ThreadFactory {
    @Override
    public Thread newThread(Runnable work) {
      Thread thread = new Thread(work, "elasticsearch");
      thread.setDaemon(true);
      return thread;
    }
  }
}
