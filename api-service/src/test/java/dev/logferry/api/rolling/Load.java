package dev.logferry.api.rolling;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Clients that ask at a constant rate: half of them by one connection each, half by a new one. */
final class Load implements AutoCloseable {

  private static final int CLIENTS = 10;
  private static final Duration PAUSE = Duration.ofMillis(30);
  private static final int PRODUCTS = 300;

  private final int port;
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicLong asked = new AtomicLong();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();

  Load(int port) {
    this.port = port;
    for (int client = 0; client < CLIENTS; client++) {
      boolean keepsConnection = client % 2 == 0;
      clients.execute(() -> keepAsking(keepsConnection));
    }
  }

  long asked() {
    return asked.get();
  }

  /** What went wrong, each. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  private void keepAsking(boolean keepsConnection) {
    while (!over.get()) {
      try (Connection connection = new Connection(port)) {
        do {
          ask(connection);
        } while (keepsConnection && !over.get());
      } catch (IOException e) {
        failures.add(e.toString());
      }
    }
  }

  private void ask(Connection connection) throws IOException {
    long began = System.nanoTime();
    long number = asked.incrementAndGet();
    String path = "/v1/products/" + (1 + number % PRODUCTS) + (number % 3 == 0 ? "/reviews" : "");
    int status = connection.get(path).status();
    if (status != 200) {
      failures.add(status + " " + path);
    }
    // From one request's start to the next one's: a slow answer does not lower the rate.
    LockSupport.parkNanos(PAUSE.toNanos() - (System.nanoTime() - began));
  }

  /** Lets every request that was sent come to its end. */
  @Override
  public void close() {
    over.set(true);
    clients.close();
  }
}
