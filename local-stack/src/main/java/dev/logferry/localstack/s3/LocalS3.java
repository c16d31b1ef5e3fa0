package dev.logferry.localstack.s3;

import dev.logferry.localstack.KeptLogs;
import dev.logferry.localstack.ReservedPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * S3 for this machine alone. Takes any credentials. Can be stopped and started again with what it
 * holds; closing it removes everything.
 */
public final class LocalS3 implements AutoCloseable {

  private static final Duration STARTUP_LIMIT = Duration.ofMinutes(3);
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(25);

  private final Path jar;
  private final ServerFolder folder;
  private final ReservedPort port;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Thread endAtExit = new Thread(this::endAtExit, "end-local-s3");
  private ServerProcess process;

  private LocalS3(Path jar, ServerFolder folder, ReservedPort port, ServerProcess process) {
    this.jar = jar;
    this.folder = folder;
    this.port = port;
    this.process = process;
    Runtime.getRuntime().addShutdownHook(endAtExit);
  }

  /**
   * Starts it on a free port and waits until it is ready.
   *
   * @param buckets made before this returns
   * @throws LocalS3Exception if it does not start
   */
  public static LocalS3 start(String... buckets) {
    Path jar = ServerJar.find(System.getenv());
    try {
      ServerFolder folder = ServerFolder.create();
      ReservedPort port = ReservedPort.reserve("the local S3", 0);
      LocalS3 s3 = new LocalS3(jar, folder, port, launch(jar, folder, port));
      s3.makeReady(buckets);
      return s3;
    } catch (IOException e) {
      throw new LocalS3Exception("the local S3 cannot be started: " + e, e);
    }
  }

  private void makeReady(String... buckets) {
    boolean ready = false;
    try {
      awaitReady();
      for (String bucket : buckets) {
        createBucket(bucket);
      }
      ready = true;
    } finally {
      if (!ready) {
        close();
      }
    }
  }

  /** Where it listens. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port.number());
  }

  /** The variables with which AWS's SDKs and tools find it. */
  public Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL_S3", endpoint().toString(),
        "AWS_ACCESS_KEY_ID", "local",
        "AWS_SECRET_ACCESS_KEY", "local",
        "AWS_REGION", "eu-central-1");
  }

  /** Makes a bucket; nothing if it is there. */
  public void createBucket(String bucket) {
    put(URI.create(endpoint() + "/" + bucket), new byte[0]);
  }

  /**
   * Stores an object.
   *
   * @param key letters, digits and {@code / - _ .} alone
   */
  public void put(String bucket, String key, byte[] content) {
    put(URI.create("%s/%s/%s".formatted(endpoint(), bucket, key)), content);
  }

  /** Ends the server as a crash would; what it holds stays. Nothing if it is stopped. */
  public synchronized void stop() {
    process.kill();
  }

  /** Starts it again at the same address, with what it held; nothing if it runs. */
  public synchronized void restart() {
    if (process.isAlive()) {
      return;
    }
    try {
      process = launch(jar, folder, port);
    } catch (IOException e) {
      throw new UncheckedIOException("the local S3 cannot be started again", e);
    }
    awaitReady();
  }

  /** The server's process. */
  public synchronized ProcessHandle process() {
    return process.handle();
  }

  @Override
  public void close() {
    stop();
    http.close();
    try {
      removeFiles();
      Runtime.getRuntime().removeShutdownHook(endAtExit);
    } catch (IOException e) {
      throw new UncheckedIOException("the local S3's files cannot be removed", e);
    } catch (IllegalStateException _) {
      // The process is ending: the hook finds nothing left to do.
    } finally {
      port.close();
    }
  }

  /** Best effort. */
  private void endAtExit() {
    stop();
    try {
      removeFiles();
    } catch (IOException _) {
      // Nothing is left that could report it.
    }
  }

  private synchronized void removeFiles() throws IOException {
    KeptLogs.copy("S3", port.number(), List.of(folder.output()));
    folder.delete();
  }

  private static ServerProcess launch(Path jar, ServerFolder folder, ReservedPort port)
      throws IOException {
    return ServerProcess.start(jar, folder.writeSettings(port.number()), folder.output());
  }

  private void awaitReady() {
    long start = System.nanoTime();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() - start > STARTUP_LIMIT.toNanos()) {
        throw new LocalS3Exception(
            "the local S3 %s. Its last output:%n%s"
                .formatted(
                    process.isAlive() ? "was not ready in " + STARTUP_LIMIT : "ended",
                    folder.lastOutput()));
      }
      pause();
    }
  }

  private boolean answers() {
    try {
      return send(HttpRequest.newBuilder(endpoint()).GET()).statusCode() == 200;
    } catch (IOException _) { // not yet
      return false;
    }
  }

  private void put(URI address, byte[] content) {
    HttpRequest.BodyPublisher body =
        content.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(content);
    try {
      HttpResponse<String> answer = send(HttpRequest.newBuilder(address).PUT(body));
      if (answer.statusCode() != 200) {
        throw new IOException("%d %s".formatted(answer.statusCode(), answer.body()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("PUT %s: %s".formatted(address, e.getMessage()), e);
    }
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return http.send(
          request.timeout(REQUEST_LIMIT).build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static LocalS3Exception interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new LocalS3Exception("interrupted while the local S3 was at work", e);
  }
}
