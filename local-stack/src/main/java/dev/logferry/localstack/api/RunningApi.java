package dev.logferry.localstack.api;

import dev.logferry.localstack.server.ReservedPort;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The API service as a process, until it is closed. */
public final class RunningApi implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final int CONNECT_MILLIS = 1_000;
  private static final int READ_MILLIS = 5_000;

  private final Process process;
  private final ReservedPort port;

  private RunningApi(Process process, ReservedPort port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it and waits until it answers, be it that its database is away.
   *
   * @param port to listen on; 0 for any free one
   * @param environment the service's settings; without {@code MANAGEMENT_PORT}, health and metrics
   *     are on any free port
   * @throws IllegalStateException if the port is taken, or the service ends or does not answer
   */
  public static RunningApi start(ApiProgram program, int port, Map<String, String> environment) {
    ReservedPort reserved = ReservedPort.reserve("the API", port);
    boolean started = false;
    try {
      Map<String, String> settings = new HashMap<>(environment);
      settings.put("PORT", Integer.toString(reserved.number()));
      settings.putIfAbsent("MANAGEMENT_PORT", "0");
      RunningApi api = new RunningApi(program.start(settings, List.of("serve")), reserved);
      api.awaitAnswer();
      started = true;
      return api;
    } finally {
      if (!started) {
        reserved.close();
      }
    }
  }

  private void awaitAnswer() {
    long start = System.nanoTime();
    while (!isLive()) {
      if (!process.isAlive()) {
        throw new IllegalStateException(
            "the API ended with status %d while it started; its log says why"
                .formatted(process.exitValue()));
      }
      if (System.nanoTime() - start > START_LIMIT.toNanos()) {
        close();
        throw new IllegalStateException("the API did not answer within " + START_LIMIT);
      }
      pause();
    }
  }

  private void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      close();
      throw new IllegalStateException("interrupted while the API started");
    }
  }

  /** Where it listens. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port.number());
  }

  /** Whether it would get traffic now: that needs its database. */
  public boolean isReady() {
    return isOk("/health/ready");
  }

  private boolean isLive() {
    return isOk("/health/live");
  }

  private boolean isOk(String path) {
    try {
      var connection = (HttpURLConnection) url().resolve(path).toURL().openConnection();
      connection.setConnectTimeout(CONNECT_MILLIS);
      connection.setReadTimeout(READ_MILLIS);
      int status = connection.getResponseCode();
      connection.disconnect();
      return status == HttpURLConnection.HTTP_OK;
    } catch (IOException _) {
      return false;
    }
  }

  /** Waits until it ends, and tells with which status. */
  public int awaitEnd() throws InterruptedException {
    return process.waitFor();
  }

  /** Ends it as a container's platform does, and waits for that. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    } finally {
      port.close();
    }
  }
}
