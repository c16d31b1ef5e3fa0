package dev.logferry.api.rolling;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** An instance as the load balancer sees it: whether it is ready, and open connections to it. */
final class Target {

  private static final Duration CHECK_INTERVAL = Duration.ofMillis(200);

  private final int port;
  private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
  private final AtomicLong answered = new AtomicLong();
  private volatile boolean ready;

  Target(int port) {
    this.port = port;
  }

  boolean isReady() {
    return ready;
  }

  /** Requests that it answered, however. */
  long answered() {
    return answered.get();
  }

  void keepChecking(BooleanSupplier over) {
    while (!over.getAsBoolean()) {
      check();
      LockSupport.parkNanos(CHECK_INTERVAL.toNanos());
    }
  }

  private void check() {
    try (Connection connection = new Connection(port)) {
      ready = connection.get("/health/ready").status() == 200;
    } catch (IOException _) {
      ready = false;
    }
    if (!ready) {
      forget();
    }
  }

  /** As balancers do with a target that is out: later it may be another process. */
  private void forget() {
    for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
      connection.close();
    }
  }

  /** The whole answer, as it came. */
  byte[] get(String path) throws IOException {
    Optional<Connection> open = Optional.ofNullable(idle.pollFirst());
    Connection connection = open.isPresent() ? open.get() : new Connection(port);
    boolean keep = false;
    try {
      Connection.Answer answer = connection.get(path);
      answered.incrementAndGet();
      keep = answer.mayFollow();
      return forClient(answer.bytes());
    } finally {
      if (keep && ready) {
        idle.addFirst(connection);
      } else {
        connection.close();
      }
    }
  }

  /** {@code Connection} is between the instance and the balancer. */
  private static byte[] forClient(byte[] answer) {
    String text = new String(answer, StandardCharsets.ISO_8859_1);
    return text.replaceFirst("(?i)\r\nConnection:[^\r]*\r\n", "\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
