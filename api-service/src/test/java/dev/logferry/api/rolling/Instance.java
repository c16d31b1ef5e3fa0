package dev.logferry.api.rolling;

import dev.logferry.api.ApiService;
import dev.logferry.api.settings.DatabaseSettings;
import dev.logferry.localstack.server.ReservedPort;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The service as a process of its own, as in a container of 256 MiB, on one port for all its lives.
 */
final class Instance implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final DatabaseSettings database;
  private final File log;
  private final ReservedPort port;
  private Process process;

  Instance(DatabaseSettings database, Path log) throws IOException {
    this.database = database;
    this.log = log.toFile();
    this.port = ReservedPort.reserve("the service", 0);
    this.process = launch();
  }

  int port() {
    return port.number();
  }

  private Process launch() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@image/jvm-options",
                "-Xmx72m",
                "-cp",
                System.getProperty("java.class.path"),
                ApiService.class.getName(),
                "serve")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    Map<String, String> environment = builder.environment();
    environment.put("PORT", Integer.toString(port.number()));
    environment.put("MANAGEMENT_PORT", "0");
    environment.put("DATABASE_URL", database.url());
    environment.put("DATABASE_USER", database.user());
    environment.put("DATABASE_PASSWORD", database.password());
    environment.put("DATABASE_STATEMENT_TIMEOUT", "20s");
    environment.put("CACHE_TTL", "0s");
    environment.put("SHUTDOWN_DRAIN_DELAY", "500ms");
    environment.put("SHUTDOWN_GRACE_PERIOD", "20s");
    return builder.start();
  }

  /** Waits until it says that it is ready. */
  void awaitReady() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isReady()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new AssertionError("the service did not get ready; its log is " + log);
      }
      Thread.sleep(50);
    }
  }

  private boolean isReady() {
    try (Connection connection = new Connection(port.number())) {
      return connection.get("/health/ready").status() == 200;
    } catch (IOException _) {
      return false;
    }
  }

  void terminate() {
    process.destroy(); // SIGTERM
  }

  /** The status that it exits with. */
  int exitStatus() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the service did not end; its log is " + log);
    }
    return process.exitValue();
  }

  void startAgain() throws IOException, InterruptedException {
    process = launch();
    awaitReady();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    port.close();
  }
}
